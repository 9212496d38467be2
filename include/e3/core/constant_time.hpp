#pragma once

#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/declassify.hpp"
#include "e3/core/value_barrier.hpp"  // IWYU pragma: export

namespace e3 {

/// True if `difference` is 0. Of two secrets whose bits differ by it this tells whether they are the same, and not where
/// they differ.
[[nodiscard]] constexpr bool is_zero(std::uint32_t difference) noexcept {
  return declassify(value_barrier(difference)) == 0;
}

/// True if both hold the same bytes, in a time that depends on the size alone.
template <std::size_t N>
[[nodiscard]] constexpr bool equal(FixedBytes<N> first, FixedBytes<N> second) noexcept {
  std::uint32_t difference = 0;
  for (std::size_t i = 0; i < N; ++i) {
    difference = value_barrier(difference | static_cast<std::uint32_t>(first[i] ^ second[i]));
  }
  return is_zero(difference);
}

}  // namespace e3
