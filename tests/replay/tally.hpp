#pragma once

#include <cinttypes>
#include <cstdint>
#include <cstdio>

#include "e3/replay/acceptance.hpp"
#include "support/window_oracle.hpp"

namespace replay {

/// How often a window was asked, what was right to say, and how often it said something else.
struct Tally {
  std::uint64_t accepted = 0;
  std::uint64_t replayed = 0;
  std::uint64_t too_old = 0;
  std::uint64_t wrong = 0;

  [[nodiscard]] std::uint64_t decisions() const noexcept { return accepted + replayed + too_old; }

  void count(const e3::Acceptance& said, const e3::Acceptance& right) noexcept {
    accepted += right.verdict == e3::Verdict::accepted ? 1U : 0U;
    replayed += right.verdict == e3::Verdict::replayed ? 1U : 0U;
    too_old += right.verdict == e3::Verdict::too_old ? 1U : 0U;
    wrong += support::same(said, right) ? 0U : 1U;
  }

  Tally& operator+=(const Tally& other) noexcept {
    accepted += other.accepted;
    replayed += other.replayed;
    too_old += other.too_old;
    wrong += other.wrong;
    return *this;
  }

  void print(const char* what) const {
    std::printf("%-28s %11" PRIu64 " decisions %11" PRIu64 " accepted %11" PRIu64 " replayed %11" PRIu64
                " too old %4" PRIu64 " wrong\n",
                what, decisions(), accepted, replayed, too_old, wrong);
  }
};

}  // namespace replay
