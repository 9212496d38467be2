#pragma once

#include <cstdint>

#include "follow.hpp"

// Stands before the header of this name in the search path, so that the tool learns what is public.

namespace e3 {

template <class T>
[[nodiscard]] constexpr T declassify(T value) noexcept {
  if (!std::is_constant_evaluated()) {
    constant_time::declare_public({reinterpret_cast<const std::uint8_t*>(&value), sizeof value});
  }
  return value;
}

}  // namespace e3
