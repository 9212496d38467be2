#pragma once

#include <type_traits>

// Stands before the header of this name in the search path: MemorySanitizer takes an operand of an assembly statement
// for a use, and would report the barrier itself.

namespace e3 {

template <class T>
  requires std::is_unsigned_v<T>
[[nodiscard]] constexpr T value_barrier(T value) noexcept {
  return value;
}

}  // namespace e3
