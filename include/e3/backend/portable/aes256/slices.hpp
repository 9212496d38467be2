#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/aes256/sbox.hpp"

// Implementation notes
//
// Two AES states of 4 x 4 bytes lie in eight words (fixslicing: Adomnicai and Peyrin, eprint 2020/1123). The byte of
// row r, column c and block b has its bit i in word i at place 8 r + 2 c + b. So the next row is a rotation of words by
// 8 places, and the next column one of bytes by 2.
//
// ShiftRows is never done. After it has been left out j times, row r lies j r columns off its place, and the byte below
// another in its column is found one row on and j columns on. Column j = 4 is column 0 again: rounds have four kinds.
// Worked: j = 1, row 0, column 3 (place 6): below it is row 1, column 0 (place 8).

namespace e3::detail {

/// Exchanges the bits of `a` below `mask << n` with those of `b` below `mask`.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr void
swap_bits(std::uint32_t& a, std::uint32_t& b, std::uint32_t mask, unsigned n) noexcept {
  const std::uint32_t difference = (a >> n ^ b) & mask;
  b ^= difference;
  a ^= difference << n;
}

/// Turns eight words of bytes, word 2 c + b being column c of block b (row 0 its low byte), into slices, or back.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr void
transpose(AesSlices& s) noexcept {
  for (std::size_t i = 0; i < 8; i += 2) {
    swap_bits(s[i], s[i + 1], 0x55555555, 1);
  }
  for (const std::size_t i : {0U, 1U, 4U, 5U}) {
    swap_bits(s[i], s[i + 2], 0x33333333, 2);
  }
  for (std::size_t i = 0; i < 4; ++i) {
    swap_bits(s[i], s[i + 4], 0x0F0F0F0F, 4);
  }
}

/// In words of bytes as before `transpose`: ShiftRows done twice, which is its own inverse.
constexpr void shift_rows_twice(AesSlices& s) noexcept {
  for (std::size_t i = 0; i < 4; ++i) {
    const std::uint32_t difference = (s[i] ^ s[i + 4]) & 0xFF00FF00;
    s[i] ^= difference;
    s[i + 4] ^= difference;
  }
}

/// Every byte of `word` rotated right by `n` places, 0 to 7.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr std::uint32_t
rotate_bytes(std::uint32_t word, unsigned n) noexcept {
  const std::uint32_t low = (std::uint32_t{1} << n) - 1;
  const std::uint32_t mask = low | low << 8 | low << 16 | low << 24;
  return (word & ~mask) >> n | (word & mask) << (8 - n);
}

/// MixColumns on slices for which ShiftRows has been left out `j` times, 0 to 3.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr void
mix_columns(AesSlices& s, unsigned j) noexcept {
  const auto below = [j](std::uint32_t word) { return rotate_bytes(std::rotr(word, 8), 2 * j); };
  const auto two_below = [j](std::uint32_t word) { return rotate_bytes(std::rotr(word, 16), 4 * j % 8); };
  // With B for the byte below: 2 x + 3 B x + B B x + B B B x = 2 t + B x + B B t, where t = x + B x.
  const std::uint32_t below_7 = below(s[7]);
  const std::uint32_t t7 = s[7] ^ below_7;
  std::uint32_t carry = t7;
  for (std::size_t i = 0; i < 7; ++i) {
    const std::uint32_t below_i = below(s[i]);
    const std::uint32_t t = s[i] ^ below_i;
    s[i] = carry ^ below_i ^ two_below(t);
    // The polynomial is x^8 + x^4 + x^3 + x + 1: what leaves at the top comes back in bits 0, 1, 3 and 4.
    carry = i == 0 || i == 2 || i == 3 ? t ^ t7 : t;
  }
  s[7] = carry ^ below_7 ^ two_below(t7);
}

}  // namespace e3::detail
