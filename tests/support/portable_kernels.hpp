#pragma once

#include <tuple>

#include "e3/backend/portable/kernels.hpp"

// Every kernel of the portable backend that this machine's compiler can build, as types for TEMPLATE_LIST_TEST_CASE.

namespace support {

/// One choice of kernels.
template <e3::Kernels K>
struct With {
  static constexpr e3::Kernels kernels = K;
};

/// The kernels of this machine with other choices.
[[nodiscard]] constexpr e3::Kernels kernels_with(e3::Multiplier multiplier, e3::Build build = e3::Build::fast,
                                                 e3::RoundKeys round_keys = e3::RoundKeys::full) noexcept {
  auto kernels = e3::kernels_here;
  kernels.multiplier = multiplier;
  kernels.build = build;
  kernels.round_keys = round_keys;
  return kernels;
}

/// The kernels of this machine, but words in memory are read and written byte by byte.
[[nodiscard]] constexpr e3::Kernels kernels_by_bytes() noexcept {
  auto kernels = e3::kernels_here;
  kernels.unaligned_words = false;
  return kernels;
}

/// The kernels of this machine in C++ alone.
[[nodiscard]] constexpr e3::Kernels kernels_without_assembly() noexcept {
  auto kernels = e3::kernels_here;
  kernels.assembly = e3::Assembly::none;
  return kernels;
}

/// The kernels of Cortex-M0, assembly included where the machine has its instructions.
[[nodiscard]] constexpr e3::Kernels kernels_of_cortex_m0(e3::Build build) noexcept {
  auto kernels = kernels_with(e3::Multiplier::narrow, build);
  kernels.assembly = e3::Assembly::thumb;
  return kernels;
}

/// Those whose objects hold all keys.
using EveryKernel = std::tuple<With<kernels_with(e3::Multiplier::narrow)>, With<kernels_with(e3::Multiplier::wide)>,
#if defined(__SIZEOF_INT128__)
                               With<kernels_with(e3::Multiplier::double_wide)>,
#endif
                               With<kernels_of_cortex_m0(e3::Build::fast)>, With<kernels_of_cortex_m0(e3::Build::tiny)>,
                               With<kernels_by_bytes()>, With<kernels_without_assembly()>, With<e3::tiny_kernels_here>,
                               With<kernels_with(e3::Multiplier::wide, e3::Build::fast, e3::RoundKeys::compact)>,
                               With<kernels_with(e3::Multiplier::narrow, e3::Build::tiny, e3::RoundKeys::compact)>>;

/// Those whose objects point to a schedule.
using EveryProvisionedKernel =
    std::tuple<With<kernels_with(e3::Multiplier::narrow, e3::Build::fast, e3::RoundKeys::provisioned)>,
               With<kernels_with(e3::Multiplier::wide, e3::Build::tiny, e3::RoundKeys::provisioned)>>;

}  // namespace support
