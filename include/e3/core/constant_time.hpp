#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/core/bytes.hpp"

namespace e3 {

/// Returns `value` in a form that the optimiser knows nothing about, so that it cannot turn a mask into a branch.
template <class T>
  requires std::is_unsigned_v<T>
[[nodiscard]] constexpr T value_barrier(T value) noexcept {
#if defined(__GNUC__) || defined(__clang__)
  if (!std::is_constant_evaluated()) {
    asm volatile("" : "+r"(value));
  }
#endif
  return value;
}

/// True if both hold the same bytes, in a time that depends on the size alone.
template <std::size_t N>
[[nodiscard]] constexpr bool equal(FixedBytes<N> first, FixedBytes<N> second) noexcept {
  std::uint32_t difference = 0;
  for (std::size_t i = 0; i < N; ++i) {
    difference = value_barrier(difference | static_cast<std::uint32_t>(first[i] ^ second[i]));
  }
  return difference == 0;
}

}  // namespace e3
