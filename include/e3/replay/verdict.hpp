#pragma once

#include <cstdint>

namespace e3 {

/// What a replay check says about a counter of an authentic envelope. Only `accepted` releases a payload.
enum class Verdict : std::uint8_t {
  unknown,       ///< no state for this device or epoch; also what a claim starts with
  accepted,      ///< new; it is marked, and the mark is durable
  replayed,      ///< accepted before
  too_old,       ///< below the window: cannot tell, so refused
  epoch_closed,  ///< the epoch was closed meanwhile
  fenced,        ///< another server owns this device now
};

}  // namespace e3
