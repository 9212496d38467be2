#pragma once

#include "e3/backend/portable/kernels.hpp"

// The kernels of other machines, which run on this one as well; what only other machines have is off.

namespace machines {

constexpr e3::Kernels with(e3::Multiplier multiplier, e3::Build build) noexcept {
  e3::Kernels kernels = e3::kernels_here;
  kernels.multiplier = multiplier;
  kernels.build = build;
  kernels.umaal = false;
  kernels.assembly = e3::Assembly::none;
  return kernels;
}

/// As a Cortex-M0+ has them, which loads words at aligned addresses alone.
constexpr e3::Kernels narrow = [] {
  e3::Kernels kernels = with(e3::Multiplier::narrow, e3::Build::fast);
  kernels.unaligned_words = false;
  return kernels;
}();
constexpr e3::Kernels narrow_tiny = with(e3::Multiplier::narrow, e3::Build::tiny);
constexpr e3::Kernels wide = with(e3::Multiplier::wide, e3::Build::fast);
constexpr e3::Kernels wide_tiny = [] {
  e3::Kernels kernels = with(e3::Multiplier::wide, e3::Build::tiny);
  kernels.unaligned_words = false;
  return kernels;
}();

}  // namespace machines
