#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "power_cut/findings.hpp"

namespace power_cut {

/// The oracle of the sending side: every (key, counter) that left, as the AEAD saw it. A counter must rise, which is
/// more than not to repeat, so one number per key is all it remembers.
class Ledger {
 public:
  /// A message left under the key.
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): the key first, as in a (key, counter).
  void used(std::uint64_t key, std::uint64_t counter, Findings& findings) noexcept {
    auto& floor = floor_of(key);
    if (counter < floor) {
      findings.report(Finding::repeated);
      return;
    }
    skipped_ += counter - floor;
    floor = counter + 1;
  }

  /// A power cut, a crash or a fault, which may cost so many counters.
  void mishap(std::uint64_t counters) noexcept { allowed_ += counters; }

  void check(Findings& findings) const noexcept {
    if (skipped_ > allowed_) {
      findings.report(Finding::skipped);
    }
  }

 private:
  static constexpr std::size_t max_keys = 48;

  std::uint64_t& floor_of(std::uint64_t key) noexcept {
    std::size_t i = 0;
    while (i < key_count_ && keys_.at(i) != key) {
      ++i;
    }
    if (i == key_count_) {
      keys_.at(key_count_++) = key;
    }
    return floors_.at(i);
  }

  std::array<std::uint64_t, max_keys> keys_{};
  std::array<std::uint64_t, max_keys> floors_{};
  std::size_t key_count_ = 0;
  std::uint64_t skipped_ = 0;
  std::uint64_t allowed_ = 0;
};

}  // namespace power_cut
