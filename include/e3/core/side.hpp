#pragma once

#include <cstdint>

namespace e3 {

/// Who holds a root: it decides, together with the use of a key, the direction that goes into the key schedule.
enum class Side : std::uint8_t { device, cloud };

/// Which way messages under a key travel. The value is the one of the key schedule.
///
/// Nobody passes a direction: a device seals to the cloud and opens from it, a cloud the other way round. So an uplink
/// envelope that is sent back as a downlink meets another key.
enum class Direction : std::uint8_t { device_to_cloud = 0, cloud_to_device = 1 };

/// The direction of what `side` seals.
[[nodiscard]] constexpr Direction sealed_by(Side side) noexcept {
  return side == Side::device ? Direction::device_to_cloud : Direction::cloud_to_device;
}

/// The direction of what `side` opens.
[[nodiscard]] constexpr Direction opened_by(Side side) noexcept {
  return side == Side::device ? Direction::cloud_to_device : Direction::device_to_cloud;
}

}  // namespace e3
