#pragma once

#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"

namespace e3 {

/// The epoch after `epoch`. Errors: `epoch_exhausted` after the last one; the device is then provisioned anew.
[[nodiscard]] constexpr Result<Epoch> next_epoch(Epoch epoch) noexcept {
  if (epoch == last_epoch) {
    return Error::epoch_exhausted;
  }
  return Epoch{value(epoch) + 1};
}

}  // namespace e3
