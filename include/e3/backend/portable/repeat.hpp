#pragma once

#include <cstddef>
#include <utility>

#include "e3/backend/portable/kernels.hpp"

namespace e3::detail {

/// Calls `step(i)` for i = 0 to N - 1: in `fast` written out, whatever the compiler's own limits for that are, and in
/// `tiny` as a loop.
template <Kernels K, std::size_t N, class Step>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr void repeat(Step step) noexcept {
  if constexpr (K.build == Build::fast) {
    [&]<std::size_t... i>(std::index_sequence<i...>)
#if defined(__GNUC__) || defined(__clang__)
        __attribute__((always_inline))
#endif
    { (step(i), ...); }(std::make_index_sequence<N>{});
  } else {
    for (std::size_t i = 0; i < N; ++i) {
      step(i);
    }
  }
}

}  // namespace e3::detail
