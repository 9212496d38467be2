#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "e3/core/wipe.hpp"

namespace e3 {

namespace detail {

template <class Work>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::noinline]]
#endif
auto call_apart(Work& work) noexcept {
  return work();
}

/// Zeros the registers in which vector code has left keys: the next call that a dynamic linker binds at first use would
/// spill them to the stack. Does nothing where there are none or the compiler is unknown.
inline void clear_vector_registers() noexcept {
#if (defined(__GNUC__) || defined(__clang__)) && defined(__x86_64__)
  // The processor is asked, and not the compiler's flags: a library uses the widest registers that there are.
  if (__builtin_cpu_supports("avx512f")) {
    // Code compiled for AVX-512 may hold values there; other code does not know of these registers.
    asm volatile(
        "vpxord %%zmm16, %%zmm16, %%zmm16\n\tvpxord %%zmm17, %%zmm17, %%zmm17\n\tvpxord %%zmm18, %%zmm18, %%zmm18\n\t"
        "vpxord %%zmm19, %%zmm19, %%zmm19\n\tvpxord %%zmm20, %%zmm20, %%zmm20\n\tvpxord %%zmm21, %%zmm21, %%zmm21\n\t"
        "vpxord %%zmm22, %%zmm22, %%zmm22\n\tvpxord %%zmm23, %%zmm23, %%zmm23\n\tvpxord %%zmm24, %%zmm24, %%zmm24\n\t"
        "vpxord %%zmm25, %%zmm25, %%zmm25\n\tvpxord %%zmm26, %%zmm26, %%zmm26\n\tvpxord %%zmm27, %%zmm27, %%zmm27\n\t"
        "vpxord %%zmm28, %%zmm28, %%zmm28\n\tvpxord %%zmm29, %%zmm29, %%zmm29\n\tvpxord %%zmm30, %%zmm30, %%zmm30\n\t"
        "vpxord %%zmm31, %%zmm31, %%zmm31"
        :
        :
#if defined(__AVX512F__)
        : "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23", "xmm24", "xmm25", "xmm26", "xmm27",
          "xmm28", "xmm29", "xmm30", "xmm31"
#endif
    );
  }
  if (__builtin_cpu_supports("avx")) {
    asm volatile("vzeroall"
                 :
                 :
                 : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11",
                   "xmm12", "xmm13", "xmm14", "xmm15");
    return;
  }
  asm volatile(
      "pxor %%xmm8, %%xmm8\n\tpxor %%xmm9, %%xmm9\n\tpxor %%xmm10, %%xmm10\n\tpxor %%xmm11, %%xmm11\n\t"
      "pxor %%xmm12, %%xmm12\n\tpxor %%xmm13, %%xmm13\n\tpxor %%xmm14, %%xmm14\n\tpxor %%xmm15, %%xmm15"
      :
      :
      : "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
#endif
#if (defined(__GNUC__) || defined(__clang__)) && defined(__SSE2__)
  asm volatile(
      "pxor %%xmm0, %%xmm0\n\tpxor %%xmm1, %%xmm1\n\tpxor %%xmm2, %%xmm2\n\tpxor %%xmm3, %%xmm3\n\t"
      "pxor %%xmm4, %%xmm4\n\tpxor %%xmm5, %%xmm5\n\tpxor %%xmm6, %%xmm6\n\tpxor %%xmm7, %%xmm7"
      :
      :
      : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7");
#endif
}

}  // namespace detail

/// Bytes of stack that a dynamic linker takes when it binds a call at its first use, with all registers spilled there;
/// 0 where programs have no dynamic linker.
#if defined(__unix__) || defined(__APPLE__)
inline constexpr std::size_t binder_stack = 3072;
#else
inline constexpr std::size_t binder_stack = 0;
#endif

/// Overwrites the `Size` bytes of stack below the caller, where the calls it just made have left their locals, and on
/// x86 the vector registers, too.
///
/// A key set-up leaves round keys, hash states and spilled registers there, in a library's frames that nobody can wipe
/// by name. Call it from the function that made those calls; the compiler may not fold it into that function's frame.
template <std::size_t Size>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::noinline]]
#endif
void burn_stack() noexcept {
  // First, because wiping may be a call that is bound now.
  detail::clear_vector_registers();
  // In parts that compilers clear without a call or a string instruction: 55 instructions for 512 bytes on x86-64, by a
  // string instruction 88, each of which moves 8 bytes.
  using Part = std::array<std::uint8_t, 64>;
  std::array<std::array<Part, 8>, (Size + 511) / 512> frame;
  for (auto& parts : frame) {
    [&]<std::size_t... i>(std::index_sequence<i...>) { (parts[i].fill(0), ...); }(std::make_index_sequence<7>{});
    // Its barrier is for the whole frame: what a pointer into it was given to may read all of it.
    wipe(parts.back());
  }
}

/// Calls `work` in a frame of its own, burns the `Size` bytes of stack that it and its callees may have used, and
/// returns what it returned. For functions whose own locals hold secrets.
template <std::size_t Size, class Work>
auto burn_stack_after(Work work) noexcept {
  auto result = detail::call_apart(work);
  burn_stack<Size>();
  return result;
}

}  // namespace e3
