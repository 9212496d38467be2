#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/aes256/round_keys.hpp"
#include "e3/backend/portable/aes256/sbox.hpp"
#include "e3/backend/portable/aes256/slices.hpp"
#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/words.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/constant_time.hpp"
#include "e3/core/suite.hpp"

// Implementation notes
//
// Fixsliced, two blocks a call, no table and no branch on a secret. ShiftRows is left out 14 times, and 14 + 2 is a
// multiple of 4: with two more before the first round the last one ends with every byte in its place. So round r,
// counted from 1, mixes columns as if ShiftRows had been left out r + 2 times, and its key is shifted as the state is.

namespace e3::detail {

/// How often ShiftRows has been left out when the key of `round` is added, modulo 4.
constexpr unsigned rows_left_out(std::size_t round) noexcept { return static_cast<unsigned>((round + 2) % 4); }

/// The words of one round key, column by column and row 0 in the low byte, as slices of two equal blocks in the order
/// of that round.
template <Kernels K>
constexpr void slice_round_key(const std::uint32_t* columns, std::size_t round, AesSlices& s) noexcept {
  // Left out j times means that row r is j r columns on.
  const std::size_t j = rows_left_out(round);
  for (std::size_t c = 0; c < 4; ++c) {
    std::uint32_t column = 0;
    for (std::size_t r = 0; r < 4; ++r) {
      column |= columns[(c + 4 * r - j * r) % 4] & std::uint32_t{0xFF} << 8 * r;
    }
    s[2 * c] = column;
    s[2 * c + 1] = column;
  }
  transpose_slices<K>(s);
  if (round > 0) {
    // What the S-box of this round leaves out.
    for (const std::size_t i : {0U, 1U, 5U, 6U}) {
      s[i] = ~s[i];
    }
  }
}

/// The four bytes of `word` through the S-box.
template <Kernels K>
constexpr std::uint32_t substitute_word(std::uint32_t word) noexcept {
  AesSlices s{word};
  transpose_slices<K>(s);
  substitute_slices<K>(s);
  transpose_slices<K>(s);
  return s[0] ^ 0x63636363;
}

/// Calls `store(round, slices)` for each round key of `key`, FIPS 197, section 5.2.
template <Kernels K, class Store>
constexpr void expand_aes256(FixedBytes<key_size> key, Store store) noexcept {
  std::array<std::uint32_t, 8> w{};
  for (std::size_t i = 0; i < 8; ++i) {
    w[i] = load_little_endian<K>(key.data() + 4 * i);
  }
  std::uint32_t constant = 1;
  AesSlices s{};
  for (std::size_t round = 0; round <= aes256_rounds; ++round) {
    const std::size_t half = round % 2 * 4;
    if (round >= 2) {
      const std::uint32_t last = substitute_word<K>(w[(half + 7) % 8]);
      if (half == 0) {
        w[0] ^= std::rotr(last, 8) ^ constant;
        constant <<= 1;
      } else {
        w[4] ^= last;
      }
      for (std::size_t i = half + 1; i < half + 4; ++i) {
        w[i] ^= w[i - 1];
      }
    }
    slice_round_key<K>(w.data() + half, round, s);
    store(round, s);
  }
}

/// All round keys of `key`.
template <Kernels K>
constexpr void expand_aes256(FixedBytes<key_size> key, Aes256RoundKeys& out) noexcept {
  expand_aes256<K>(key, [&out](std::size_t round, const AesSlices& s) {
    for (std::size_t i = 0; i < 8; ++i) {
      out[8 * round + i] = s[i];
    }
  });
}
template <Kernels K>
constexpr void expand_aes256(FixedBytes<key_size> key, Aes256CompactKeys& out) noexcept {
  expand_aes256<K>(key, [&out](std::size_t round, const AesSlices& s) {
    for (std::size_t i = 0; i < 4; ++i) {
      out[4 * round + i] = (s[i] & 0x55555555) | (s[i + 4] & 0xAAAAAAAA);
    }
  });
}

/// True if these are the round keys of `key`, judged by the two that are the key itself, in constant time.
template <Kernels K, class RoundKeyWords>
constexpr bool is_schedule_of(const RoundKeyWords& keys, FixedBytes<key_size> key) noexcept {
  std::uint32_t difference = 0;
  for (std::size_t round = 0; round < 2; ++round) {
    std::array<std::uint32_t, 4> columns{};
    for (std::size_t c = 0; c < 4; ++c) {
      columns[c] = load_little_endian<K>(key.data() + 16 * round + 4 * c);
    }
    AesSlices s{};
    slice_round_key<K>(columns.data(), round, s);
    for (std::size_t i = 0; i < 8; ++i) {
      difference = value_barrier(difference | (s[i] ^ round_key(keys, round, i)));
    }
  }
  return is_zero(difference);
}

/// Encrypts two blocks. Word 2 c + b of `blocks` is column c of block b, row 0 its low byte.
template <Kernels K, class RoundKeyWords>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::noinline]]
#endif
#if defined(__GNUC__) && !defined(__clang__) && defined(__thumb__) && !defined(__thumb2__)
[[gnu::optimize("Os")]]
#elif defined(__GNUC__) && !defined(__clang__) && defined(__thumb2__)
[[gnu::optimize("no-schedule-insns")]]
#endif
constexpr void encrypt_two_blocks(const RoundKeyWords& keys, AesSlices& blocks) noexcept {
  if constexpr (K.build == Build::tiny) {
    shift_rows_twice(blocks);
    transpose_slices<K>(blocks);
    std::size_t round = 0;
    for (;;) {
      add_round_key(blocks, keys, round);
      if (round == aes256_rounds) {
        break;
      }
      ++round;
      substitute_slices<K>(blocks);
      if (round < aes256_rounds) {
        mix_columns_rolled(blocks, rows_left_out(round));
      }
    }
    transpose_slices<K>(blocks);
  } else {
    AesSlices s = blocks;
    shift_rows_twice(s);
    transpose(s);
    add_round_key(s, keys, 0);
    for (std::size_t round = 1;; round += 4) {
      substitute<K>(s);
      mix_columns(s, rows_left_out(1), keys, round);
      substitute<K>(s);
      if (round + 1 == aes256_rounds) {
        break;
      }
      mix_columns(s, rows_left_out(2), keys, round + 1);
      substitute<K>(s);
      mix_columns(s, rows_left_out(3), keys, round + 2);
      substitute<K>(s);
      mix_columns(s, rows_left_out(4), keys, round + 3);
    }
    add_round_key(s, keys, aes256_rounds);
    transpose(s);
    blocks = s;
  }
}

}  // namespace e3::detail
