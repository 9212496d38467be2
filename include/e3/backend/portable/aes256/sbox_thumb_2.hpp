#pragma once

#include <cstdint>  // IWYU pragma: keep

#include "e3/backend/portable/aes256/sbox.hpp"  // IWYU pragma: keep

// Implementation notes
//
// The gates of `substitute` in an order, found by search, in which twelve registers hold nearly all values that live:
// 115 gates take 152 instructions, where GCC 12 takes about 190. s[7 - i] starts in %i; the result ends in any of %0
// to %11. Other values wait on the stack, where no operand lies.

namespace e3::detail {

#if defined(__thumb2__) && (defined(__GNUC__) || defined(__clang__))

/// As `substitute`, on ARMv7-M and later.
[[gnu::always_inline]] inline void substitute_by_thumb_2(AesSlices& s) noexcept {
  std::uint32_t v0 = s[7], v1 = s[6], v2 = s[5], v3 = s[4], v4 = s[3], v5 = s[2], v6 = s[1], v7 = s[0];
  std::uint32_t v8, v9, v10, v11;
  asm(
      // clang-format off
      ".syntax unified\n\t"
      "sub sp, #56; eors %8, %0, %3; eors %2, %1; eors %9, %3, %5; eors %10, %2, %7; eors %11, %10, %6; "
      "eors %6, %0; str %11, [sp, #0]; eors %11, %6, %9; eors %4, %11; eors %1, %4; str %1, [sp, #4]; "
      "eors %1, %8; eors %4, %5; str %8, [sp, #8]; ands %8, %1; str %11, [sp, #12]; eors %11, %2, %1; "
      "eors %2, %4; str %4, [sp, #16]; eors %4, %2, %1; eors %3, %10; str %4, [sp, #20]; ands %4, %9; "
      "str %9, [sp, #24]; eors %9, %7, %1; eors %5, %0; str %1, [sp, #28]; ands %1, %6, %11; "
      "str %6, [sp, #32]; eors %6, %11; str %11, [sp, #36]; eors %11, %0; str %3, [sp, #40]; ands %3, %7; "
      "eors %0, %10; str %0, [sp, #44]; ands %0, %9; eors %0, %1; str %9, [sp, #48]; ands %9, %5, %2; "
      "eors %9, %8; eors %4, %8; ldr %8, [sp, #0]; str %10, [sp, #52]; ands %10, %8; eors %1, %10; "
      "eors %1, %4; eors %0, %9; eors %0, %11; ldr %10, [sp, #12]; ldr %11, [sp, #16]; ands %10, %11; "
      "eors %3, %10; eors %8, %5; eors %1, %6; eors %6, %11, %7; ands %11, %8, %6; eors %10, %11; "
      "eors %4, %10; ldr %10, [sp, #4]; eors %4, %10; eors %10, %2, %5; ands %11, %4, %1; eors %3, %9; "
      "eors %3, %10; eors %9, %0, %11; eors %4, %3; eors %10, %3, %11; eors %11, %1, %0; ands %10, %11; "
      "eors %10, %0; eors %11, %9, %10; ands %0, %11; eors %1, %10; eors %1, %0; eors %0, %9; ands %9, %4; "
      "eors %3, %9; ands %6, %1; ands %0, %3; eors %0, %4; eors %4, %0, %1; ands %8, %1; ldr %9, [sp, #40]; "
      "ands %9, %10; ands %5, %4; ands %7, %10; ands %2, %4; eors %1, %10; ldr %11, [sp, #12]; ands %11, %1; "
      "eors %11, %8; eors %10, %3; eors %4, %10; eors %8, %9; ldr %9, [sp, #16]; ands %1, %9; "
      "ldr %9, [sp, #8]; ands %9, %10; str %8, [sp, #4]; ldr %8, [sp, #28]; ands %8, %10; ldr %10, [sp, #24]; "
      "ands %10, %4; eors %5, %10; str %5, [sp, #8]; ldr %5, [sp, #20]; ands %4, %5; eors %2, %4; "
      "eors %5, %3, %0; eors %9, %10; ldr %10, [sp, #52]; ands %10, %0; eors %4, %8; ldr %8, [sp, #36]; "
      "ands %8, %5; eors %4, %8; eors %1, %8; ldr %8, [sp, #32]; ands %5, %8; eors %8, %10, %9; eors %10, %4; "
      "eors %11, %8; eors %6, %11; eors %4, %11; eors %2, %8; ldr %8, [sp, #0]; ands %0, %8; "
      "ldr %8, [sp, #48]; ands %8, %3; ldr %11, [sp, #44]; ands %3, %11; eors %11, %1, %6; eors %0, %8; "
      "eors %8, %7; eors %7, %5; eors %5, %0; eors %6, %8; eors %1, %7; eors %3, %1; eors %5, %2; "
      "eors %2, %3; ldr %3, [sp, #4]; eors %3, %2; eors %1, %9; eors %7, %10, %11; eors %2, %10; eors %0, %1; "
      "ldr %1, [sp, #8]; eors %1, %2; add sp, #56"
      // clang-format on
      : "+r"(v0), "+r"(v1), "+r"(v2), "+r"(v3), "+r"(v4), "+r"(v5), "+r"(v6), "+r"(v7), "=&r"(v8), "=&r"(v9),
        "=&r"(v10), "=&r"(v11)
      :
      : "cc");
  s[7] = v4;
  s[6] = v7;
  s[5] = v1;
  s[4] = v11;
  s[3] = v6;
  s[2] = v3;
  s[1] = v5;
  s[0] = v0;
}

#endif

}  // namespace e3::detail
