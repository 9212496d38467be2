#pragma once

#include <cstdint>  // IWYU pragma: keep

// Implementation notes
//
// The arithmetic is that of the C++ form in narrow.hpp. Half of a block's time are its 75 products, each of which is a
// load, a multiplication and an addition here: the five halves of h of one kind stay in registers while those of r pass
// by. Words of `state`: 0 to 15 work, 16 to 20 h, 21 to 29 low halves of r, 30 to 38 their sums, 39 to 47 high halves.

namespace e3::detail {

#if defined(__thumb__) && !defined(__thumb2__) && (defined(__GNUC__) || defined(__clang__))

/// Adds one block, four words, to the hash by assembly for ARMv6-M: 429 instructions. `words` may lie in the work area.
[[gnu::naked, gnu::noinline]]
#if !defined(__clang__)
[[gnu::noipa]]
#endif
inline void poly1305_block_thumb([[maybe_unused]] std::uint32_t* state,
                                 [[maybe_unused]] const std::uint32_t* words) noexcept {
  asm volatile(R"(
  .syntax unified
  .macro e3_split i
    ldr r6, [r0, #64 + 4 * \i]
    adds r1, r1, r6
    lsls r6, r1, #19
    lsrs r6, r6, #19
    lsrs r1, r1, #13
    str r6, [r0, #4 * \i]
    str r1, [r0, #40 + 4 * \i]
    adds r1, r1, r6
    str r1, [r0, #20 + 4 * \i]
  .endm
  .macro e3_limb i, low, right, high, left
    lsrs r1, \low, #\right
    lsls r6, \high, #\left
    lsrs r6, r6, #6
    orrs r1, r1, r6
    e3_split \i
  .endm
  .macro e3_product h, at
    ldr r0, [r7, #\at]
    muls r0, \h, r0
    adds r6, r6, r0
  .endm
  .macro e3_sum kind, column
    ldr r6, [r7, #36 * \kind + 4 * (4 - \column)]
    muls r6, r1, r6
    e3_product r2, 36*\kind+4*(5-\column)
    e3_product r3, 36*\kind+4*(6-\column)
    e3_product r4, 36*\kind+4*(7-\column)
    e3_product r5, 36*\kind+4*(8-\column)
    mov r0, r12
    str r6, [r0, #4 * \column]
  .endm
  .macro e3_sums kind
    ldmia r0!, {r1-r5}
    e3_sum \kind, 0
    e3_sum \kind, 1
    e3_sum \kind, 2
    e3_sum \kind, 3
    e3_sum \kind, 4
    adds r0, r0, #20
    mov r12, r0
  .endm
  .macro e3_carry column
    ldr r1, [r0, #4 * \column]
    ldr r2, [r0, #20 + 4 * \column]
    ldr r3, [r0, #40 + 4 * \column]
    subs r2, r2, r1
    subs r2, r2, r3
    lsls r4, r2, #19
    lsrs r4, r4, #6
    adds r1, r1, r4
    adds r5, r5, r1
    lsls r1, r5, #6
    lsrs r1, r1, #6
    str r1, [r0, #64 + 4 * \column]
    lsrs r5, r5, #26
    lsrs r2, r2, #13
    adds r5, r5, r2
    adds r5, r5, r3
  .endm
  push {r4-r7, lr}
  mov r12, r0
  ldmia r1!, {r2-r5}
  lsls r1, r2, #6
  lsrs r1, r1, #6
  e3_split 0
  e3_limb 1, r2, 26, r3, 12
  e3_limb 2, r3, 20, r4, 18
  e3_limb 3, r4, 14, r5, 24
  lsrs r1, r5, #8
  movs r6, #1
  lsls r6, r6, #24
  adds r1, r1, r6
  e3_split 4
  mov r7, r0
  adds r7, r7, #84
  e3_sums 0
  e3_sums 1
  e3_sums 2
  subs r0, r0, #60
  movs r5, #0
  e3_carry 0
  e3_carry 1
  e3_carry 2
  e3_carry 3
  e3_carry 4
  lsrs r1, r5, #26
  lsls r2, r1, #2
  adds r1, r1, r2
  lsls r5, r5, #6
  lsrs r5, r5, #6
  lsls r2, r5, #2
  adds r5, r5, r2
  ldr r2, [r0, #64]
  adds r5, r5, r2
  lsls r2, r5, #6
  lsrs r2, r2, #6
  str r2, [r0, #64]
  lsrs r5, r5, #26
  ldr r2, [r0, #68]
  adds r2, r2, r5
  adds r2, r2, r1
  str r2, [r0, #68]
  pop {r4-r7, pc}
  .purgem e3_split
  .purgem e3_limb
  .purgem e3_product
  .purgem e3_sum
  .purgem e3_sums
  .purgem e3_carry
)");
}

#endif

}  // namespace e3::detail
