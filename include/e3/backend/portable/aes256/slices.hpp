#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/backend/portable/aes256/round_keys.hpp"
#include "e3/backend/portable/aes256/sbox.hpp"
#include "e3/backend/portable/aes256/sbox_thumb.hpp"    // IWYU pragma: keep
#include "e3/backend/portable/aes256/sbox_thumb_2.hpp"  // IWYU pragma: keep
#include "e3/backend/portable/kernels.hpp"

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
constexpr void swap_bits(std::uint32_t& a, std::uint32_t& b, std::uint32_t mask, unsigned n) noexcept {
  const std::uint32_t difference = (a >> n ^ b) & mask;
  b ^= difference;
  a ^= difference << n;
}

/// Turns eight words of bytes, word 2 c + b being column c of block b (row 0 its low byte), into slices, or back.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr void transpose(AesSlices& s) noexcept {
  swap_bits(s[0], s[1], 0x55555555, 1);
  swap_bits(s[2], s[3], 0x55555555, 1);
  swap_bits(s[4], s[5], 0x55555555, 1);
  swap_bits(s[6], s[7], 0x55555555, 1);
  swap_bits(s[0], s[2], 0x33333333, 2);
  swap_bits(s[1], s[3], 0x33333333, 2);
  swap_bits(s[4], s[6], 0x33333333, 2);
  swap_bits(s[5], s[7], 0x33333333, 2);
  swap_bits(s[0], s[4], 0x0F0F0F0F, 4);
  swap_bits(s[1], s[5], 0x0F0F0F0F, 4);
  swap_bits(s[2], s[6], 0x0F0F0F0F, 4);
  swap_bits(s[3], s[7], 0x0F0F0F0F, 4);
}

/// The same in few bytes of code: pairs of words 1, 2 and 4 apart.
constexpr void transpose_rolled(AesSlices& s) noexcept {
  for (unsigned n = 1; n < 8; n *= 2) {
    const std::uint32_t mask = n == 1 ? 0x55555555 : n == 2 ? 0x33333333 : 0x0F0F0F0F;
    for (std::size_t i = 0; i < 8; ++i) {
      if ((i & n) == 0) {
        swap_bits(s[i], s[i + n], mask, n);
      }
    }
  }
}

/// In words of bytes as before `transpose`: ShiftRows done twice, which is its own inverse.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr void shift_rows_twice(AesSlices& s) noexcept {
  for (std::size_t i = 0; i < 4; ++i) {
    const std::uint32_t difference = (s[i] ^ s[i + 4]) & 0xFF00FF00;
    s[i] ^= difference;
    s[i + 4] ^= difference;
  }
}

/// The slice of the bytes that lie `rows` rows and `columns` columns on.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): a slice, then rows and columns, as a matrix is indexed.
constexpr std::uint32_t bytes_on(std::uint32_t slice, unsigned rows, unsigned columns) noexcept {
  const unsigned n = 2 * (columns % 4);
  // The places from which a column on is in the same byte of the word, and the others. Where nothing but whole bytes
  // move, compilers see that the second part is empty.
  const std::uint32_t same = slice & (0xFF << n & 0xFF) * 0x01010101U;
  const std::uint32_t other = slice ^ same;
  return std::rotr(same | std::rotr(other, 24), static_cast<int>(8 * rows + n));
}

/// What MixColumns makes of one slice `x`, for which ShiftRows has been left out `j` times. `carry` is what is carried
/// into it from the slice below and becomes what `x` carries.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr std::uint32_t mix_slice(std::uint32_t x, std::uint32_t& carry, unsigned j) noexcept {
  // With B for the byte below: 2 x + 3 B x + B B x + B B B x = 2 t + B x + B B t, where t = x + B x.
  const std::uint32_t below = bytes_on(x, 1, j);
  const std::uint32_t t = x ^ below;
  const std::uint32_t mixed = carry ^ below ^ bytes_on(t, 2, 2 * j);
  carry = t;
  return mixed;
}

/// MixColumns on slices for which ShiftRows has been left out `j` times, 0 to 3; and the XOR of a round key.
template <class RoundKeyWords>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr void mix_columns(AesSlices& s, unsigned j, const RoundKeyWords& keys, std::size_t round) noexcept {
  // The polynomial is x^8 + x^4 + x^3 + x + 1: what slice 7 carries comes back to slices 0, 1, 3 and 4.
  const std::uint32_t t7 = s[7] ^ bytes_on(s[7], 1, j);
  std::uint32_t carry = t7;
  s[0] = mix_slice(s[0], carry, j) ^ round_key(keys, round, 0);
  carry ^= t7;
  s[1] = mix_slice(s[1], carry, j) ^ round_key(keys, round, 1);
  s[2] = mix_slice(s[2], carry, j) ^ round_key(keys, round, 2);
  carry ^= t7;
  s[3] = mix_slice(s[3], carry, j) ^ round_key(keys, round, 3);
  carry ^= t7;
  s[4] = mix_slice(s[4], carry, j) ^ round_key(keys, round, 4);
  s[5] = mix_slice(s[5], carry, j) ^ round_key(keys, round, 5);
  s[6] = mix_slice(s[6], carry, j) ^ round_key(keys, round, 6);
  s[7] = mix_slice(s[7], carry, j) ^ round_key(keys, round, 7);
}

/// The same without a round key and in few bytes of code.
constexpr void mix_columns_rolled(AesSlices& s, unsigned j) noexcept {
  const std::uint32_t t7 = s[7] ^ bytes_on(s[7], 1, j);
  std::uint32_t carry = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    carry ^= (0x1BU >> i & 1) != 0 ? t7 : 0;
    s[i] = mix_slice(s[i], carry, j);
  }
}

/// The XOR of a round key.
template <class RoundKeyWords>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr void add_round_key(AesSlices& s, const RoundKeyWords& keys, std::size_t round) noexcept {
  for (std::size_t i = 0; i < 8; ++i) {
    s[i] ^= round_key(keys, round, i);
  }
}

/// As `substitute`, by the means of `K`.
template <Kernels K>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr void substitute(AesSlices& s) noexcept {
  if (!std::is_constant_evaluated()) {
    // They take as many registers as compilers have free where they optimise.
#if defined(__thumb2__) && defined(__OPTIMIZE__) && (defined(__GNUC__) || defined(__clang__))
    if constexpr (K.assembly == Assembly::thumb_2) {
      substitute_by_thumb_2(s);
      return;
    }
#endif
#if defined(__thumb__) && defined(__OPTIMIZE__) && (defined(__GNUC__) || defined(__clang__))
    if constexpr (K.assembly == Assembly::thumb) {
      substitute_by_thumb(s);
      return;
    }
#endif
  }
  substitute(s);
}

/// As `substitute` and `transpose`, each once in the program where the build is to be tiny.
template <Kernels K>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::noinline]]
#endif
constexpr void substitute_slices(AesSlices& s) noexcept {
  AesSlices copy = s;
  substitute<K>(copy);
  s = copy;
}
template <Kernels K>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::noinline]]
#endif
constexpr void transpose_slices(AesSlices& s) noexcept {
  if constexpr (K.build == Build::tiny) {
    transpose_rolled(s);
  } else {
    AesSlices copy = s;
    transpose(copy);
    s = copy;
  }
}

}  // namespace e3::detail
