#pragma once

#include <type_traits>

namespace e3 {

/// Keeps the compiler from moving a store to memory across this point: for memory whose content must be right at any
/// moment at which power or processor may stop. It orders nothing between threads.
constexpr void keep_stores_before() noexcept {
#if defined(__GNUC__) || defined(__clang__)
  if (!std::is_constant_evaluated()) {
    asm volatile("" : : : "memory");
  }
#endif
}

}  // namespace e3
