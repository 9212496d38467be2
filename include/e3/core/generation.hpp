#pragma once

#include <cstdint>

namespace e3 {

/// How often a device was provisioned, counted from 0: each provisioning has a root of its own and starts at epoch 0.
///
/// It is stored beside the device's epoch and window, and both are reset in the step that raises it. Whoever still
/// holds keys of an earlier generation is refused.
enum class Generation : std::uint32_t {};

/// The number of a generation.
[[nodiscard]] constexpr std::uint32_t value(Generation generation) noexcept {
  return static_cast<std::uint32_t>(generation);
}

}  // namespace e3
