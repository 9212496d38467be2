#pragma once

#include <cstdint>

// Implementation notes
//
// Only eight registers calculate, and a rotation takes its distance from a register. Four hold a quarter round, three
// the distances 20, 24 and 25. The eighth points to a column in memory, whose four words are neighbours there, so that
// one instruction loads them and one stores them. In diagonals it is the distance 16; in columns two byte reversals
// stand for that rotation. Word w of the state is at 4 (w mod 4) + w / 4. The first word of the last column's quarter
// round and of the first diagonal's are the same one and stay in a register.

namespace e3::detail {

#if defined(__thumb__) && !defined(__thumb2__) && (defined(__GNUC__) || defined(__clang__))

/// One block of key stream to `out`, 16 words, by assembly for ARMv6-M: about 1,580 instructions.
[[gnu::naked, gnu::noinline]]
#if !defined(__clang__)
[[gnu::noipa]]
#endif
inline void
chacha20_block_thumb1([[maybe_unused]] const std::uint32_t* key, [[maybe_unused]] const std::uint32_t* position,
                      [[maybe_unused]] std::uint32_t* out) noexcept {
  asm volatile(R"(
  .syntax unified
  .macro e3_quarter rotate_16
    adds r0, r0, r1
    eors r3, r3, r0
    \rotate_16
    adds r2, r2, r3
    eors r1, r1, r2
    rors r1, r1, r4
    adds r0, r0, r1
    eors r3, r3, r0
    rors r3, r3, r5
    adds r2, r2, r3
    eors r1, r1, r2
    rors r1, r1, r6
  .endm
  .macro e3_reverse
    rev r3, r3
    rev16 r3, r3
  .endm
  .macro e3_rotate
    rors r3, r3, r7
  .endm
  .macro e3_column
    ldmia r7!, {r0-r3}
    e3_quarter e3_reverse
    subs r7, #16
    stmia r7!, {r0-r3}
  .endm
  .macro e3_load_diagonal b, c, d
    ldr r1, [sp, #4 * (4 * (\b % 4) + \b / 4)]
    ldr r2, [sp, #4 * (4 * (\c % 4) + \c / 4)]
    ldr r3, [sp, #4 * (4 * (\d % 4) + \d / 4)]
  .endm
  .macro e3_diagonal a, b, c, d
    e3_quarter e3_rotate
    str r0, [sp, #16 * \a]
    str r1, [sp, #4 * (4 * (\b % 4) + \b / 4)]
    str r2, [sp, #4 * (4 * (\c % 4) + \c / 4)]
    str r3, [sp, #4 * (4 * (\d % 4) + \d / 4)]
  .endm
  .macro e3_row r
    ldr r0, [sp, #4 * \r]
    ldr r1, [sp, #4 * \r + 16]
    ldr r2, [sp, #4 * \r + 32]
    ldr r3, [sp, #4 * \r + 48]
    ldmia r7!, {r4, r5}
    adds r0, r0, r4
    adds r1, r1, r5
    ldmia r7!, {r4, r5}
    adds r2, r2, r4
    adds r3, r3, r5
    stmia r6!, {r0-r3}
  .endm
  .macro e3_start i
    ldmia r7!, {r3}
    ldr r4, [r0, #4 * \i]
    ldr r5, [r0, #16 + 4 * \i]
    ldr r6, [r1, #4 * \i]
    stmia r2!, {r3-r6}
  .endm
  push {r0-r2, r4-r7, lr}
  mov r4, r8
  push {r4}
  sub sp, sp, #68
  mov r2, sp
  adr r7, 2f
  e3_start 0
  e3_start 1
  e3_start 2
  e3_start 3
  movs r4, #20
  movs r5, #24
  movs r6, #25
  movs r7, #10
  mov r8, r7
1:
  mov r7, sp
  e3_column
  e3_column
  e3_column
  ldmia r7!, {r0-r3}
  e3_quarter e3_reverse
  subs r7, #12
  stmia r7!, {r1-r3}
  movs r7, #16
  e3_load_diagonal 4, 9, 14
  e3_diagonal 3, 4, 9, 14
  ldr r0, [sp, #0]
  e3_load_diagonal 5, 10, 15
  e3_diagonal 0, 5, 10, 15
  ldr r0, [sp, #16]
  e3_load_diagonal 6, 11, 12
  e3_diagonal 1, 6, 11, 12
  ldr r0, [sp, #32]
  e3_load_diagonal 7, 8, 13
  e3_diagonal 2, 7, 8, 13
  mov r0, r8
  subs r0, r0, #1
  mov r8, r0
  beq 3f
  b 1b
3:
  ldr r6, [sp, #80]
  adr r7, 2f
  e3_row 0
  ldr r7, [sp, #72]
  e3_row 1
  e3_row 2
  ldr r7, [sp, #76]
  e3_row 3
  add sp, sp, #68
  pop {r4}
  mov r8, r4
  add sp, sp, #12
  pop {r4-r7, pc}
  .p2align 2
2:
  .word 0x61707865, 0x3320646e, 0x79622d32, 0x6b206574
  .purgem e3_quarter
  .purgem e3_reverse
  .purgem e3_rotate
  .purgem e3_column
  .purgem e3_load_diagonal
  .purgem e3_diagonal
  .purgem e3_row
  .purgem e3_start
)");
}

#endif

}  // namespace e3::detail
