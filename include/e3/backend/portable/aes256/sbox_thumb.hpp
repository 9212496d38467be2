#pragma once

#include "e3/backend/portable/aes256/sbox.hpp"  // IWYU pragma: keep

// Implementation notes
//
// The gates of `substitute` in an order, found by search, that needs few instructions where a gate overwrites one of
// its operands and seven registers hold values: 115 gates take 208 instructions, where GCC 12 takes about 255. Values
// wait in the high registers, which only `mov` reaches, and on the stack. r7 is kept in lr and not named as clobbered,
// because it may be the frame pointer; without optimisation a compiler wants one low register more.

namespace e3::detail {

#if defined(__thumb__) && defined(__OPTIMIZE__) && (defined(__GNUC__) || defined(__clang__))

/// As `substitute`, on ARMv6-M and later.
[[gnu::always_inline]] inline void substitute_by_thumb(AesSlices& s) noexcept {
  register std::uint32_t* words asm("r0") = s.data();
  asm volatile(
      // clang-format off
      ".syntax unified\n\t"
      "mov lr, r7; sub sp, #60; mov r1, r9; str r1, [sp, #56]; "
      "ldr r1, [r0, #24]; ldr r2, [r0, #20]; eors r2, r1; ldr r3, [r0, #16]; "
      "ldr r4, [r0, #8]; mov r5, r3; eors r5, r4; ldr r6, [r0, #28]; ldr r7, [r0, #4]; eors r7, r6; "
      "mov r8, r7; eors r7, r5; mov r9, r5; ldr r5, [r0, #12]; eors r5, r7; eors r1, r5; eors r5, r4; "
      "mov r10, r5; eors r5, r2; eors r3, r6; mov r11, r1; eors r1, r3; mov r12, r3; ands r3, r1; "
      "eors r4, r6; str r4, [sp, #0]; ands r4, r5; str r5, [sp, #4]; eors r5, r1; str r7, [sp, #8]; "
      "mov r7, r9; ands r7, r5; eors r4, r3; str r5, [sp, #12]; mov r5, r2; eors r5, r1; eors r7, r3; "
      "mov r3, r8; ands r3, r5; str r5, [sp, #16]; ldr r5, [r0, #0]; str r1, [sp, #20]; eors r1, r5; "
      "eors r2, r5; str r7, [sp, #24]; ldr r7, [r0, #4]; eors r7, r2; str r7, [sp, #28]; ands r7, r2; "
      "eors r6, r2; str r6, [sp, #32]; ands r6, r1; eors r6, r3; str r1, [sp, #36]; ldr r1, [r0, #16]; "
      "eors r1, r2; eors r7, r3; ldr r3, [sp, #8]; str r2, [sp, #40]; mov r2, r10; ands r3, r2; "
      "str r1, [sp, #44]; ands r1, r5; eors r6, r4; eors r1, r3; eors r2, r5; eors r1, r4; ldr r4, [sp, #28]; "
      "ldr r5, [sp, #0]; eors r4, r5; str r2, [sp, #48]; ands r2, r4; eors r2, r3; ldr r3, [sp, #4]; "
      "eors r3, r5; ldr r5, [sp, #24]; eors r7, r5; eors r2, r5; eors r1, r3; ldr r3, [r0, #28]; "
      "ldr r5, [sp, #16]; eors r3, r5; eors r6, r3; mov r3, r11; eors r2, r3; mov r3, r8; eors r3, r5; "
      "eors r7, r3; mov r3, r2; eors r3, r1; mov r5, r7; eors r5, r6; ands r2, r7; mov r11, r1; eors r1, r2; "
      "ands r1, r5; eors r1, r6; eors r7, r1; ldr r5, [r0, #0]; ands r5, r1; eors r2, r6; str r5, [sp, #24]; "
      "mov r5, r2; eors r5, r1; ands r6, r5; eors r7, r6; ands r4, r7; eors r6, r2; ands r2, r3; mov r5, r11; "
      "eors r2, r5; ldr r5, [sp, #44]; ands r5, r1; ands r6, r2; mov r11, r2; eors r2, r1; eors r5, r4; "
      "eors r3, r6; eors r1, r7; mov r6, r10; ands r6, r1; mov r10, r5; ldr r5, [sp, #48]; ands r5, r7; "
      "str r5, [sp, #44]; ldr r5, [sp, #8]; ands r1, r5; eors r1, r4; eors r7, r3; ldr r4, [sp, #0]; "
      "ands r4, r7; ldr r5, [sp, #4]; ands r5, r7; eors r7, r2; str r6, [sp, #0]; mov r6, r9; ands r6, r7; "
      "eors r4, r6; mov r9, r4; ldr r4, [sp, #12]; ands r7, r4; mov r4, r12; ands r4, r2; eors r4, r6; "
      "eors r5, r7; ldr r6, [sp, #40]; ands r6, r3; mov r12, r4; eors r4, r6; eors r5, r4; str r5, [sp, #4]; "
      "ldr r5, [sp, #28]; ands r5, r3; eors r1, r4; ldr r4, [sp, #20]; ands r2, r4; mov r4, r11; eors r3, r4; "
      "eors r2, r7; ldr r7, [sp, #16]; ands r7, r3; eors r2, r7; eors r6, r2; eors r2, r1; str r2, [r0, #28]; "
      "ldr r2, [sp, #0]; eors r2, r7; ldr r7, [sp, #44]; eors r7, r1; ldr r1, [sp, #36]; ands r1, r4; "
      "eors r5, r1; ldr r4, [sp, #24]; eors r1, r4; eors r1, r7; str r1, [r0, #12]; eors r7, r2; "
      "str r7, [r0, #16]; mov r1, r8; ands r3, r1; eors r4, r3; eors r4, r2; mov r1, r11; ldr r2, [sp, #32]; "
      "ands r1, r2; eors r7, r6; str r7, [r0, #24]; eors r3, r5; eors r1, r4; ldr r2, [sp, #4]; eors r1, r2; "
      "eors r6, r1; mov r7, r9; eors r7, r6; str r7, [r0, #20]; mov r6, r10; eors r6, r1; str r6, [r0, #8]; "
      "eors r3, r2; str r3, [r0, #4]; mov r1, r12; eors r1, r4; eors r5, r1; str r5, [r0, #0]; "
      "ldr r1, [sp, #56]; mov r9, r1; add sp, #60; "
      "mov r7, lr"
      // clang-format on
      :
      : "r"(words)
      : "r1", "r2", "r3", "r4", "r5", "r6", "r8", "r10", "r11", "r12", "lr", "cc", "memory");
}

#endif

}  // namespace e3::detail
