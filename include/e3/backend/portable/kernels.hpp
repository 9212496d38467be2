#pragma once

#include <cstdint>

// Implementation notes
//
// A choice is a value of template parameters and not a macro, so that two translation units with other flags or other
// choices make other types: they cannot share a function by accident.

namespace e3 {

/// How a machine multiplies in constant time. It decides the kernels of Poly1305 and GHASH.
enum class Multiplier : std::uint8_t {
  narrow,       ///< 32 x 32 to the low 32 bits alone: Cortex-M0, M0+ and M23 have no more; M3's `umull` shows operands
  wide,         ///< 32 x 32 to 64 bits: Cortex-M4, M7, M33 and newer, Cortex-A, RV32 with a constant-time `mulhu`
  double_wide,  ///< 64 x 64 to 128 bits: x86-64, AArch64, RV64 and other 64-bit machines
  unknown,      ///< nobody said; nothing is compiled for it
};

/// What a build of the kernels is for.
enum class Build : std::uint8_t {
  fast,  ///< few instructions a message: loops unrolled, functions inlined
  tiny,  ///< few bytes of flash: loops rolled, code shared
};

/// Where the round keys of AES-256 are.
enum class RoundKeys : std::uint8_t {
  full,         ///< in the object, all 15 of them: 480 bytes, nothing to do per message
  compact,      ///< in the object, 240 bytes, unpacked for each pair of blocks
  provisioned,  ///< in the caller's memory, such as flash, made before the device ships; the object points there
};

/// Where inline assembly takes the place of C++ that compilers make much of: the rounds of ChaCha20, the blocks of
/// Poly1305, the S-box of AES, and the products of GHASH by narrow multipliers. It computes the same; GCC and Clang
/// take it, on a machine that has its instructions.
enum class Assembly : std::uint8_t {
  none,     ///< C++ alone
  thumb,    ///< ARMv6-M and later, 8 low registers: Cortex-M0, M0+ and M23
  thumb_2,  ///< ARMv7-M and later: Cortex-M3, M4, M7, M33 and newer
};

/// The kernels of the portable backend. `kernels_here` is what fits the compiler's target; change single members to
/// override a choice:
///
///     constexpr e3::Kernels mine = [] {
///       auto kernels = e3::kernels_here;
///       kernels.multiplier = e3::Multiplier::narrow;
///       return kernels;
///     }();
///     using Backend = e3::BasicPortable<mine>;
struct Kernels {
  Multiplier multiplier;
  bool umaal;            ///< has the instruction UMAAL (ARMv7E-M), used by inline assembly
  bool unaligned_words;  ///< a load or store of a word at any address is one instruction
  Build build = Build::fast;
  RoundKeys round_keys = RoundKeys::full;
  Assembly assembly = Assembly::none;

  bool operator==(const Kernels&) const = default;
};

namespace detail {

consteval Kernels kernels_of_target() noexcept {
  Kernels kernels{Multiplier::unknown, false, false};
#if defined(__SIZEOF_INT128__)
  kernels.multiplier = Multiplier::double_wide;
#elif defined(__arm__) && defined(__ARM_ARCH)
  kernels.multiplier = Multiplier::narrow;
#if __ARM_ARCH >= 7
  // ARMv7-M alone is Cortex-M3, whose long multiplication ends early on small operands; ARMv7E-M has the DSP extension.
  // ARMv8-M with the main extension is Cortex-M33 and newer; its baseline is Cortex-M23, which has none.
#if !defined(__ARM_ARCH_PROFILE) || __ARM_ARCH_PROFILE != 'M' || defined(__ARM_FEATURE_DSP) || \
    (__ARM_ARCH >= 8 && defined(__ARM_ARCH_ISA_THUMB) && __ARM_ARCH_ISA_THUMB >= 2)
  kernels.multiplier = Multiplier::wide;
#endif
#endif
#elif defined(__i386__) || (defined(__riscv) && defined(__riscv_mul))
  // No compiler says whether a RISC-V core multiplies in constant time: see its manual, and `Kernels` if it does not.
  kernels.multiplier = Multiplier::wide;
#endif
#if defined(__arm__) && defined(__ARM_FEATURE_DSP) && (defined(__GNUC__) || defined(__clang__))
  kernels.umaal = true;
#endif
#if defined(__thumb2__) && (defined(__GNUC__) || defined(__clang__))
  kernels.assembly = Assembly::thumb_2;
#elif defined(__thumb__) && __ARM_ARCH >= 6 && (defined(__GNUC__) || defined(__clang__))
  kernels.assembly = Assembly::thumb;
#endif
#if defined(__ARM_FEATURE_UNALIGNED) || defined(__x86_64__) || defined(__i386__) || defined(__aarch64__) || \
    defined(__s390x__)
  kernels.unaligned_words = true;
#endif
  return kernels;
}

/// Refuses kernels of which nobody said how the machine multiplies.
template <Kernels K>
consteval bool explain_kernels() noexcept {
  constexpr bool multiplier_is_known = K.multiplier != Multiplier::unknown;
  static_assert(multiplier_is_known,
                "e3: it is not known which multiplication takes a constant time here; name it in Kernels::multiplier");
#if defined(__riscv) && !defined(__riscv_mul)
  static_assert(K.multiplier == Multiplier::unknown,
                "e3: this core has no multiplication, and the compiler's function for it branches on its operands");
#endif
  return true;
}

}  // namespace detail

/// The kernels for the machine that the compiler targets. Where it is one that E3 does not know, the multiplier is
/// `unknown` and has to be named.
inline constexpr Kernels kernels_here = detail::kernels_of_target();

/// The same, built for few bytes of flash.
inline constexpr Kernels tiny_kernels_here = [] {
  Kernels kernels = kernels_here;
  kernels.build = Build::tiny;
  return kernels;
}();

}  // namespace e3
