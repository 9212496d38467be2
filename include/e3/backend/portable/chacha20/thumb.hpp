#pragma once

#include <cstdint>  // IWYU pragma: keep

// Implementation notes
//
// Only eight registers calculate, and a rotation takes its distance from a register. Four hold a quarter round, three
// the distances 20, 24 and 25; two byte reversals stand for the rotation by 16. The eighth points to a column in
// memory, whose four words are neighbours there, so that one instruction loads them and one stores them. Word w of the
// state is at 4 (w mod 4) + w / 4. The first word of the last column's quarter round and of the first diagonal's are
// the same one and stay in a register.

namespace e3::detail {

#if defined(__thumb__) && !defined(__thumb2__) && (defined(__GNUC__) || defined(__clang__))

/// One block of key stream to `out`, 16 words, by assembly for ARMv6-M: 1,620 instructions. `state` is memory for 16
/// words, so that the stack need not hold them.
[[gnu::naked, gnu::noinline]]
#if !defined(__clang__)
[[gnu::noipa]]
#endif
inline void chacha20_block_thumb([[maybe_unused]] const std::uint32_t* key,
                                 [[maybe_unused]] const std::uint32_t* position, [[maybe_unused]] std::uint32_t* out,
                                 [[maybe_unused]] std::uint32_t* state) noexcept {
  asm volatile(R"(
  .syntax unified
  .macro e3_quarter
    adds r0, r0, r1
    eors r3, r3, r0
    rev r3, r3
    rev16 r3, r3
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
  .macro e3_column
    ldmia r7!, {r0-r3}
    e3_quarter
    subs r7, #16
    stmia r7!, {r0-r3}
  .endm
  .macro e3_diagonal a, b, c, d
    ldr r1, [r7, #4 * (4 * (\b % 4) + \b / 4)]
    ldr r2, [r7, #4 * (4 * (\c % 4) + \c / 4)]
    ldr r3, [r7, #4 * (4 * (\d % 4) + \d / 4)]
    e3_quarter
    str r0, [r7, #16 * \a]
    str r1, [r7, #4 * (4 * (\b % 4) + \b / 4)]
    str r2, [r7, #4 * (4 * (\c % 4) + \c / 4)]
    str r3, [r7, #4 * (4 * (\d % 4) + \d / 4)]
  .endm
  .macro e3_word at
    ldr r0, [r7, #\at]
    ldmia r1!, {r3}
    adds r0, r0, r3
    stmia r2!, {r0}
  .endm
  .macro e3_row r
    e3_word 4*\r
    e3_word 4*\r+16
    e3_word 4*\r+32
    e3_word 4*\r+48
  .endm
  .macro e3_start i
    ldmia r2!, {r4}
    ldr r5, [r0, #4 * \i]
    ldr r6, [r0, #16 + 4 * \i]
    ldr r7, [r1, #4 * \i]
    stmia r3!, {r4-r7}
  .endm
  push {r0-r7, lr}
  mov r4, r8
  push {r4}
  adr r2, 2f
  e3_start 0
  e3_start 1
  e3_start 2
  e3_start 3
  movs r4, #10
  mov r8, r4
  movs r4, #20
  movs r5, #24
  movs r6, #25
  mov r7, r3
  subs r7, #64
1:
  e3_column
  e3_column
  e3_column
  ldmia r7!, {r0-r3}
  e3_quarter
  subs r7, #12
  stmia r7!, {r1-r3}
  subs r7, #64
  e3_diagonal 3, 4, 9, 14
  ldr r0, [r7, #0]
  e3_diagonal 0, 5, 10, 15
  ldr r0, [r7, #16]
  e3_diagonal 1, 6, 11, 12
  ldr r0, [r7, #32]
  e3_diagonal 2, 7, 8, 13
  mov r0, r8
  subs r0, r0, #1
  mov r8, r0
  beq 3f
  b 1b
3:
  pop {r4}
  mov r8, r4
  pop {r4, r5, r6}
  mov r2, r6
  adr r1, 2f
  e3_row 0
  mov r1, r4
  e3_row 1
  e3_row 2
  mov r1, r5
  e3_row 3
  pop {r3-r7, pc}
  .p2align 2
2:
  .word 0x61707865, 0x3320646e, 0x79622d32, 0x6b206574
  .purgem e3_quarter
  .purgem e3_column
  .purgem e3_diagonal
  .purgem e3_word
  .purgem e3_row
  .purgem e3_start
)");
}

#endif

}  // namespace e3::detail
