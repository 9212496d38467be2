#pragma once

namespace e3 {

/// Ends the program at once: what E3 does where going on would be undefined behaviour or would break a promise.
[[noreturn]] inline void trap() noexcept {
#if defined(_MSC_VER) && !defined(__clang__)
  __fastfail(7);
#else
  __builtin_trap();
#endif
}

/// Traps unless `condition` holds. Only for mistakes of the calling program, never for input: input gets an `Error`.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr void expects(bool condition) noexcept {
  if (!condition) {
    trap();
  }
}

}  // namespace e3
