#pragma once

#include <cstdint>  // IWYU pragma: keep

// Implementation notes
//
// The arithmetic is that of the C++ form in wide.hpp. Four words of r, five of h and five of the product fill the
// fourteen registers; a word of h is done with after its row of products, and the product grows into its place. Words
// of `state`: 19 to 22 r, 23 to 27 h.

namespace e3::detail {

#if defined(__thumb2__) && defined(__ARM_FEATURE_DSP) && (defined(__GNUC__) || defined(__clang__))

/// Adds one block, the 16 bytes at any address `bytes`, to the hash by assembly for ARMv7E-M: 66 instructions.
[[gnu::naked, gnu::noinline]]
#if !defined(__clang__)
[[gnu::noipa]]
#endif
inline void poly1305_block_umaal([[maybe_unused]] std::uint32_t* state,
                                 [[maybe_unused]] const std::uint8_t* bytes) noexcept {
  asm volatile(R"(
  push {r0, r4-r11, lr}
  ldr r9, [r1]
  ldr r10, [r1, #4]
  ldr r11, [r1, #8]
  ldr r12, [r1, #12]
  add r0, r0, #76
  ldm r0, {r0-r8}
  adds r4, r4, r9
  adcs r5, r5, r10
  adcs r6, r6, r11
  adcs r7, r7, r12
  adc r8, r8, #1
  umull r9, r10, r4, r0
  mov r11, #0
  umaal r10, r11, r4, r1
  mov r12, #0
  umaal r11, r12, r4, r2
  mov lr, #0
  umaal r12, lr, r4, r3
  mov r4, #0
  umaal r10, r4, r5, r0
  umaal r11, r4, r5, r1
  umaal r12, r4, r5, r2
  umaal lr, r4, r5, r3
  mov r5, #0
  umaal r11, r5, r6, r0
  umaal r12, r5, r6, r1
  umaal lr, r5, r6, r2
  umaal r4, r5, r6, r3
  mov r6, #0
  umaal r12, r6, r7, r0
  umaal lr, r6, r7, r1
  umaal r4, r6, r7, r2
  umaal r5, r6, r7, r3
  mov r7, #0
  umaal lr, r7, r8, r0
  umaal r4, r7, r8, r1
  umaal r5, r7, r8, r2
  mla r6, r8, r3, r6
  add r6, r6, r7
  bic r0, lr, #3
  and lr, lr, #3
  adds r9, r9, r0
  adcs r10, r10, r4
  adcs r11, r11, r5
  adcs r12, r12, r6
  adc lr, lr, #0
  lsr r0, r0, #2
  orr r0, r0, r4, lsl #30
  lsr r4, r4, #2
  orr r4, r4, r5, lsl #30
  lsr r5, r5, #2
  orr r5, r5, r6, lsl #30
  lsr r6, r6, #2
  adds r9, r9, r0
  adcs r10, r10, r4
  adcs r11, r11, r5
  adcs r12, r12, r6
  adc lr, lr, #0
  pop {r0}
  add r0, r0, #92
  stm r0, {r9-r12, lr}
  pop {r4-r11, pc}
)");
}

#endif

}  // namespace e3::detail
