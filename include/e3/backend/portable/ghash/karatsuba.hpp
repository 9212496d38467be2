#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/ghash/block.hpp"

// Implementation notes
//
// Two levels of Karatsuba: 128 bits are 4 words, and 9 products of words replace 16. With a and b the halves of a
// number, (a x + b)(c x + d) needs a c, b d and (a + b)(c + d), whose sum is a d + b c.

namespace e3::detail {

/// What the nine products are of, for `number`: low half, high half, their sum; of each low word, high word, their sum.
constexpr std::array<std::uint32_t, 9> karatsuba_operands(const GhashBlock& number) noexcept {
  const auto& n = number;
  return {n[3], n[2], n[3] ^ n[2], n[1], n[0], n[1] ^ n[0], n[3] ^ n[1], n[2] ^ n[0], n[3] ^ n[2] ^ n[1] ^ n[0]};
}

/// The product of 256 bits, least significant word first, from the nine of 64.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr std::array<std::uint32_t, 8> karatsuba_join(const std::array<std::array<std::uint32_t, 2>, 9>& p) noexcept {
  const auto half = [&p](std::size_t i) {
    const std::uint32_t middle_low = p[i + 2][0] ^ p[i][0] ^ p[i + 1][0];
    const std::uint32_t middle_high = p[i + 2][1] ^ p[i][1] ^ p[i + 1][1];
    return std::array<std::uint32_t, 4>{p[i][0], p[i][1] ^ middle_low, p[i + 1][0] ^ middle_high, p[i + 1][1]};
  };
  const auto low = half(0);
  const auto high = half(3);
  const auto sum = half(6);
  std::array<std::uint32_t, 8> z{low[0], low[1], low[2], low[3], high[0], high[1], high[2], high[3]};
  for (std::size_t i = 0; i < 4; ++i) {
    z[i + 2] ^= sum[i] ^ low[i] ^ high[i];
  }
  return z;
}

}  // namespace e3::detail
