#pragma once

#include <cstdint>

namespace e3 {

/// Key epoch: which traffic key of a device, counted from 0. Never a time.
///
/// A new epoch is a new key, and the replay counter restarts with it. The last epoch is 2^32 - 1; after it the device
/// is provisioned anew.
enum class Epoch : std::uint32_t {};

/// The last epoch there is.
inline constexpr Epoch last_epoch{0xFFFF'FFFF};

/// The number of an epoch.
[[nodiscard]] constexpr std::uint32_t value(Epoch epoch) noexcept { return static_cast<std::uint32_t>(epoch); }

}  // namespace e3
