#pragma once

#include <cstdint>  // IWYU pragma: keep

// Implementation notes
//
// Fourteen of the sixteen words are in registers. A round's four quarter rounds use the pairs of third and fourth words
// (8, 12), (9, 13), (10, 14), (11, 15) on columns and (10, 15), (11, 12), (8, 13), (9, 14) on diagonals: with (8, 12)
// or (9, 14) in memory the other three quarter rounds run, then the pairs change places. So a round is 32 operations,
// one double load and one double store.
//
// The second and fourth words are held rotated: their true values are `b` rotated right by `rb` and `d` by `rd`. A
// round adds 45 and 40; after four rounds `rd` is 160, a multiple of 32, and `rb` 180, so `b` is put right by 20.

namespace e3::detail {

#if defined(__thumb2__) && (defined(__GNUC__) || defined(__clang__))

/// One block of key stream to `out`, 16 words, by assembly for ARMv7-M and newer: 779 instructions.
[[gnu::naked, gnu::noinline]]
#if !defined(__clang__)
[[gnu::noipa]]
#endif
inline void chacha20_block_thumb_2([[maybe_unused]] const std::uint32_t* key,
                                   [[maybe_unused]] const std::uint32_t* position,
                                   [[maybe_unused]] std::uint32_t* out) noexcept {
  asm volatile(R"(
  .macro e3_ror operation, to, from, by
    .if (\by) & 31
      \operation \to, \to, \from, ror #((\by) & 31)
    .else
      \operation \to, \to, \from
    .endif
  .endm
  .macro e3_quarter a, b, c, d, rb, rd
    e3_ror add, \a, \b, \rb
    e3_ror eor, \d, \a, 32-(\rd)
    e3_ror add, \c, \d, \rd+16
    e3_ror eor, \b, \c, 32-(\rb)
    e3_ror add, \a, \b, \rb+20
    e3_ror eor, \d, \a, 16-(\rd)
    e3_ror add, \c, \d, \rd+40
    e3_ror eor, \b, \c, 12-(\rb)
  .endm
  .macro e3_two_rounds rb, rd
    e3_quarter r1, r5, r8, r11, \rb, \rd
    e3_quarter r2, r6, r9, r12, \rb, \rd
    e3_quarter r3, r7, r10, lr, \rb, \rd
    strd r8, r12, [sp, #8]
    ldrd r8, r12, [sp]
    e3_quarter r0, r4, r8, r12, \rb, \rd
    e3_quarter r0, r5, r9, lr, \rb+13, \rd+8
    e3_quarter r1, r6, r10, r12, \rb+13, \rd+8
    e3_quarter r2, r7, r8, r11, \rb+13, \rd+8
    strd r8, r12, [sp]
    ldrd r8, r12, [sp, #8]
    e3_quarter r3, r4, r8, r12, \rb+13, \rd+8
  .endm
  push {r0-r2, r4-r11, lr}
  sub sp, sp, #24
  ldm r1, {r2, r11, r12, lr}
  ldm r0!, {r4-r7}
  ldm r0, {r3, r8, r9, r10}
  strd r3, r2, [sp]
  movs r1, #5
  str r1, [sp, #16]
  adr r0, 2f
  ldm r0, {r0-r3}
1:
  e3_two_rounds 0, 0
  e3_two_rounds 26, 16
  ror r4, r4, #20
  ror r5, r5, #20
  ror r6, r6, #20
  ror r7, r7, #20
  str r0, [sp, #20]
  ldr r0, [sp, #16]
  subs r0, r0, #1
  str r0, [sp, #16]
  ldr r0, [sp, #20]
  bne.w 1b
  str lr, [sp, #20]
  ldr lr, [sp, #32]
  strd r8, r9, [lr, #36]
  str r10, [lr, #44]
  strd r11, r12, [lr, #52]
  ldrd r8, r9, [sp]
  ldr r10, [sp, #20]
  str r8, [lr, #32]
  str r9, [lr, #48]
  str r10, [lr, #60]
  adr r12, 2f
  ldm r12, {r8-r11}
  add r0, r0, r8
  add r1, r1, r9
  add r2, r2, r10
  add r3, r3, r11
  ldr r12, [sp, #24]
  ldm r12!, {r8-r11}
  add r4, r4, r8
  add r5, r5, r9
  add r6, r6, r10
  add r7, r7, r11
  stm lr!, {r0-r7}
  ldm lr, {r0-r7}
  ldm r12, {r8-r11}
  add r0, r0, r8
  add r1, r1, r9
  add r2, r2, r10
  add r3, r3, r11
  ldr r12, [sp, #28]
  ldm r12, {r8-r11}
  add r4, r4, r8
  add r5, r5, r9
  add r6, r6, r10
  add r7, r7, r11
  stm lr, {r0-r7}
  add sp, sp, #36
  pop {r4-r11, pc}
  .p2align 2
2:
  .word 0x61707865, 0x3320646e, 0x79622d32, 0x6b206574
  .purgem e3_ror
  .purgem e3_quarter
  .purgem e3_two_rounds
)");
}

#endif

}  // namespace e3::detail
