#pragma once

#include <array>
#include <cstdint>

#include "e3/core/constant_time.hpp"

// Implementation notes
//
// GCM's polynomials (NIST SP 800-38D, section 6.3) are bit strings whose first bit is the coefficient of x^0. Read as a
// big-endian number of 128 bits, place p holds that of x^(127 - p). A product of two such numbers without carries has
// 255 bits, place p for x^(254 - p): one place off a number of 256 bits. The kernels multiply by h x^-1 instead, after
// which the product stands in its place: the high 128 bits are x^0 to x^127, the low ones x^128 to x^255.

namespace e3::detail {

/// A polynomial as four words; word 0 holds x^0 to x^31, x^0 in its highest place.
using GhashBlock = std::array<std::uint32_t, 4>;

/// `h` / x, modulo x^128 + x^7 + x^2 + x + 1: 1 / x is x^127 + x^6 + x + 1.
constexpr GhashBlock divide_by_x(const GhashBlock& h) noexcept {
  const std::uint32_t mask = value_barrier(0 - (h[0] >> 31));
  return {(h[0] << 1 | h[1] >> 31) ^ (mask & 0xC2000000), h[1] << 1 | h[2] >> 31, h[2] << 1 | h[3] >> 31,
          h[3] << 1 ^ (mask & 1)};
}

/// Adds a word of the low half of a product, times x^128, to the words three and four above it.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr void fold(std::uint32_t low, std::uint32_t& above_3, std::uint32_t& above_4) noexcept {
  // Up by 128 places for 1, and one place less for each power of x: 1, 2 and 7 run into the word below.
  above_4 ^= low ^ low >> 1 ^ low >> 2 ^ low >> 7;
  above_3 ^= low << 31 ^ low << 30 ^ low << 25;
}

/// The remainder of a product; `z` is a number of 256 bits, low word first.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr GhashBlock reduce(std::array<std::uint32_t, 8> z) noexcept {
  fold(z[0], z[3], z[4]);
  fold(z[1], z[4], z[5]);
  fold(z[2], z[5], z[6]);
  fold(z[3], z[6], z[7]);
  return {z[7], z[6], z[5], z[4]};
}

}  // namespace e3::detail
