#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/backend/portable/kernels.hpp"
#include "e3/core/barrier.hpp"
#include "e3/core/stack_burn.hpp"

// Implementation notes
//
// A microcontroller's C library may clear memory byte by byte, which for the state of one message is 700 instructions;
// word by word it is 90. Volatile, because a compiler makes a call of any other loop that clears.

namespace e3::detail {

/// Overwrites `N` words with zeros, and the optimiser may not leave that out.
template <std::size_t N>
inline void erase_words(volatile std::uint32_t* words) noexcept {
  std::size_t i = 0;
  for (; i + 4 <= N; i += 4) {
    words[i] = 0;
    words[i + 1] = 0;
    words[i + 2] = 0;
    words[i + 3] = 0;
  }
  if constexpr (N % 4 != 0) {
    for (; i < N; ++i) {
      words[i] = 0;
    }
  }
}

/// Overwrites an object that is nothing but words of 32 bits, or on a 64-bit machine any that is nothing but its
/// members.
template <Kernels K, class T>
  requires std::is_trivially_copyable_v<T>
constexpr void erase_state(T& state) noexcept {
  if (std::is_constant_evaluated()) {
    return;
  }
  if constexpr (K.multiplier == Multiplier::double_wide) {
    // Of a known size, so stores and no call.
    state = T{};
    keep_stores_before();
  } else {
    erase_words<sizeof(T) / 4>(reinterpret_cast<volatile std::uint32_t*>(&state));
  }
}

template <std::size_t N>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::noinline]]
#endif
inline void burn_words() noexcept {
  volatile std::uint32_t frame[N];
  erase_words<N>(frame);
}

/// Overwrites the stack below the caller, where kernels have left their locals: `Size` bytes, as deep as they reach on
/// a microcontroller, and more on a machine that has more and compilers that take more. Of vector registers, too, see
/// `burn_stack`: `Size` is 0 where nothing else is left.
template <std::size_t Size>
constexpr void burn_kernel_stack() noexcept {
  if (std::is_constant_evaluated()) {
    return;
  }
#if !defined(__OPTIMIZE__)
  burn_stack<4096>();
#elif defined(__unix__) || defined(__APPLE__) || defined(_WIN32)
  burn_stack<(Size > 160 ? 1024 : 512)>();
#else
  if constexpr (Size > 0) {
#if defined(__clang__)
    // Its frames are up to twice as large as GCC's, which `Size` is for.
    burn_words<2 * Size / 4 + 16>();
#else
    burn_words<Size / 4>();
#endif
  }
#endif
}

}  // namespace e3::detail
