#pragma once

#include "e3/backend/portable/kernels.hpp"

/// What the images are built with: `fast`, or `tiny` where E3_TINY is defined.
#if defined(E3_TINY)
inline constexpr e3::Kernels image_kernels = e3::tiny_kernels_here;
#else
inline constexpr e3::Kernels image_kernels = e3::kernels_here;
#endif
