#pragma once

#include <cstdint>
#include <type_traits>

#include "e3/core/bytes.hpp"

namespace e3 {

/// Overwrites `secret` with zeros, and the optimiser may not leave that out.
///
/// It erases these bytes alone: copies that a compiler spilled elsewhere stay. So secrets are moved, not copied, and
/// the stack below a key set-up is burned (`burn_stack`).
constexpr void wipe(MutableBytes secret) noexcept {
  if (std::is_constant_evaluated()) {
    for (auto& byte : secret) {
      byte = 0;
    }
    return;
  }
#if defined(__GNUC__) || defined(__clang__)
  if (!secret.empty()) {
    __builtin_memset(secret.data(), 0, secret.size());
    // The barrier pretends to read what the pointer leads to, so the store above is not dead.
    asm volatile("" : : "r"(secret.data()) : "memory");
  }
#else
  volatile std::uint8_t* byte = secret.data();
  for (std::size_t i = 0; i < secret.size(); ++i) {
    byte[i] = 0;
  }
#endif
}

/// Overwrites an object that is nothing but its bytes, such as a library's key state, with zeros.
template <class T>
  requires std::is_trivially_copyable_v<T>
void wipe_object(T& object) noexcept {
  wipe(MutableBytes{reinterpret_cast<std::uint8_t*>(&object), sizeof object});
}

}  // namespace e3
