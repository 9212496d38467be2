#pragma once

#include "e3/backend/portable/kernels.hpp"

// E3_TARGET_BUILD: fast or tiny.

namespace target {

inline constexpr e3::Kernels kernels = [] {
  auto chosen = e3::kernels_here;
  chosen.build = e3::Build::E3_TARGET_BUILD;
  return chosen;
}();

}  // namespace target
