#pragma once

#include <cstdint>

#include "e3/core/contract.hpp"
#include "e3/core/counter.hpp"

namespace e3 {

/// Messages that were not there when a newer one was accepted: exactly the counters `first` to `first + count - 1`.
///
/// Some may still arrive, late or reordered; such an arrival has `late` set and closes one counter of an earlier gap.
/// What was dropped after the newest accepted message shows only when the next one arrives.
struct Gap {
  Counter first{};          ///< the first missing counter; meaningless if `count` is 0
  std::uint32_t count = 0;  ///< how many are missing; 0 is none
  bool late = false;        ///< the accepted message itself fills an earlier gap

  /// True if the gap ends where a sender with this stride resumes after a restart, so that it may be counters that were
  /// skipped and never used. `stride` is the sender's, in counters; 0 traps. It tells
  /// nothing of a sender whose stride was another one earlier in the epoch.
  [[nodiscard]] constexpr bool may_be_restart(std::uint32_t stride) const noexcept {
    expects(stride > 0);
    return count > 0 && (value(first) + count) % stride == 0;
  }

  friend constexpr bool operator==(const Gap&, const Gap&) noexcept = default;
};

}  // namespace e3
