#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>

namespace power_cut {

/// What must never happen.
enum class Finding : std::uint8_t {
  repeated,        ///< a (key, counter) was used twice, or a counter fell
  skipped,         ///< more counters, or messages, were lost than the bound allows
  accepted_twice,  ///< a receiver accepted a message again
  stuck,           ///< a device does not boot, or cannot go on
  root_remains,    ///< a piece of an earlier epoch's root is still in flash
  misprogrammed,   ///< the chip was asked for what a flash cannot do
};

inline constexpr std::size_t finding_count = 6;

/// What the worlds of a campaign found.
class Findings {
 public:
  void report(Finding finding) noexcept { ++counts_[static_cast<std::size_t>(finding)]; }

  [[nodiscard]] std::uint64_t count(Finding finding) const noexcept {
    return counts_[static_cast<std::size_t>(finding)];
  }
  [[nodiscard]] std::uint64_t total() const noexcept {
    std::uint64_t sum = 0;
    for (const auto count : counts_) {
      sum += count;
    }
    return sum;
  }
  [[nodiscard]] std::string text() const {
    constexpr std::array<std::string_view, finding_count> names{"repeated", "skipped too many", "accepted twice",
                                                                "stuck",    "root remains",     "misprogrammed"};
    std::ostringstream out;
    for (std::size_t i = 0; i < finding_count; ++i) {
      out << names[i] << ' ' << counts_[i] << (i + 1 < finding_count ? ", " : "");
    }
    return out.str();
  }

 private:
  std::array<std::uint64_t, finding_count> counts_{};
};

}  // namespace power_cut
