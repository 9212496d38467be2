#pragma once

#include <type_traits>

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

}  // namespace e3
