/* Functions whose instructions, cycles, stack and accesses are known. */
  .syntax unified
  .thumb

  .macro function name
  .section .text.\name, "ax"
  .global \name
  .type \name, %function
  .thumb_func
\name:
  .endm

  /* r0 rounds of two instructions, and the return */
  function count_down
1: subs r0, r0, #1
  bne 1b
  bx lr

  /* 20 bytes by PUSH and 64 below them, of which the lowest 60 stay untouched */
  function use_stack
  push {r4, r5, r6, r7, lr}
  sub sp, #64
  str r0, [sp, #60]
  add sp, #64
  pop {r4, r5, r6, r7, pc}

  /* three loads in a row, then a store */
  function copy_three
  ldr r1, [r0]
  ldr r2, [r0, #4]
  ldr r3, [r0, #8]
  str r3, [r0, #12]
  bx lr

  /* counts its calls in the image's own data */
  function count_calls
  ldr r1, =calls
  ldr r0, [r1]
  adds r0, r0, #1
  str r0, [r1]
  bx lr
  .pool

  function load_word
  ldr r0, [r0]
  bx lr

  function write_to_code
  adr r1, 1f
  str r0, [r1]
  bx lr
  .balign 4
1: .word 0

#if __ARM_ARCH >= 7
  /* five instructions whatever r0 is, one of them skipped */
  function choose
  cmp r0, #0
  ite eq
  moveq r0, #1
  movne r0, #2
  bx lr

  /* the last two of the block are skipped, and the return is */
  function return_early
  cmp r0, #0
  it eq
  bxeq lr
  itt ne
  movne r0, #3
  bxne lr
  bx lr

  function divide
  udiv r0, r0, r1
  bx lr

  function multiply_long
  umull r0, r1, r0, r1
  bx lr
#endif

  .section .data.calls, "aw"
  .balign 4
calls: .word 40
