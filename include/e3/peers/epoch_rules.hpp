#pragma once

#include <cstdint>
#include <optional>

#include "e3/core/epoch.hpp"
#include "e3/core/error.hpp"

namespace e3 {

/// How a receiver treats later and earlier key epochs of a device.
struct EpochRules {
  /// The furthest step ahead that is attempted at all: bounds what a forged epoch can make a ratcheting cloud derive.
  std::uint32_t max_step = 8;
  /// Whether the epoch that was current stays open after a move, until the application closes it: first in the replay
  /// store, then in the peer (`close_previous` of both). False for a device's downlink: there the move itself closes
  /// it.
  bool keep_previous = true;
};

/// What an envelope's epoch is to a receiver.
enum class EpochStanding : std::uint8_t { current, previous, next, closed, too_far };

/// Places `wanted` among the epochs of a receiver that has `current` open, and `previous` too if there is one.
[[nodiscard]] constexpr EpochStanding standing(Epoch wanted, Epoch current, std::optional<Epoch> previous,
                                               const EpochRules& rules) noexcept {
  if (wanted == current) {
    return EpochStanding::current;
  }
  if (wanted < current) {
    return previous == wanted ? EpochStanding::previous : EpochStanding::closed;
  }
  return value(wanted) - value(current) <= rules.max_step ? EpochStanding::next : EpochStanding::too_far;
}

/// Why an envelope of an epoch with this standing, neither current nor previous, is not opened.
[[nodiscard]] constexpr Error refusal(EpochStanding standing) noexcept {
  switch (standing) {
    case EpochStanding::next:
      return Error::epoch_not_open;
    case EpochStanding::too_far:
      return Error::epoch_too_far;
    default:
      return Error::epoch_closed;
  }
}

}  // namespace e3
