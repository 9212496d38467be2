#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>  // IWYU pragma: keep
#include <utility>

#include "e3/backend/portable/chacha20/thumb.hpp"    // IWYU pragma: keep
#include "e3/backend/portable/chacha20/thumb_2.hpp"  // IWYU pragma: keep
#include "e3/backend/portable/kernels.hpp"

// Implementation notes
//
// The state is 16 words: four constants, eight of the key, the block counter and three of the nonce. A block is the
// state after 20 rounds plus the state before them (RFC 8439, section 2.3).
//
// Where an operand of an addition or XOR is rotated for free, the second and fourth words of a quarter round are kept
// rotated and are never put right: 8 operations a quarter round and not 12. After four rounds the fourth word's
// rotation is back at 0 and the second's at 20, which is put right then.

namespace e3::detail {

/// The block counter and the nonce: the words that differ between blocks of a key.
using ChaCha20Position = std::array<std::uint32_t, 4>;

inline constexpr std::array<std::uint32_t, 4> chacha20_constants{0x61707865, 0x3320646E, 0x79622D32, 0x6B206574};

/// The quarter round on words `a`, `b`, `c`, `d` of `x` (RFC 8439, section 2.1).
constexpr void chacha20_quarter(std::uint32_t& a, std::uint32_t& b, std::uint32_t& c, std::uint32_t& d) noexcept {
  a += b;
  d = std::rotl(d ^ a, 16);
  c += d;
  b = std::rotl(b ^ c, 12);
  a += b;
  d = std::rotl(d ^ a, 8);
  c += d;
  b = std::rotl(b ^ c, 7);
}

/// Twenty rounds on the state `x`.
template <Kernels K>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr void chacha20_rounds(std::array<std::uint32_t, 16>& x) noexcept {
  if constexpr (K.build == Build::tiny) {
    for (std::size_t i = 0; i < 80; ++i) {
      // Columns in one round, diagonals in the next.
      const std::size_t turn = i >> 2 & 1;
      chacha20_quarter(x[i & 3], x[4 + ((i + turn) & 3)], x[8 + ((i + 2 * turn) & 3)], x[12 + ((i + 3 * turn) & 3)]);
    }
  } else {
    for (std::size_t round = 0; round < 10; ++round) {
      chacha20_quarter(x[0], x[4], x[8], x[12]);
      chacha20_quarter(x[1], x[5], x[9], x[13]);
      chacha20_quarter(x[2], x[6], x[10], x[14]);
      chacha20_quarter(x[3], x[7], x[11], x[15]);
      chacha20_quarter(x[0], x[5], x[10], x[15]);
      chacha20_quarter(x[1], x[6], x[11], x[12]);
      chacha20_quarter(x[2], x[7], x[8], x[13]);
      chacha20_quarter(x[3], x[4], x[9], x[14]);
    }
  }
}

/// Adds the state before the rounds to `x`.
constexpr void chacha20_add_initial(const std::array<std::uint32_t, 8>& key, const ChaCha20Position& position,
                                    std::array<std::uint32_t, 16>& x) noexcept {
  for (std::size_t i = 0; i < 4; ++i) {
    x[i] += chacha20_constants[i];
    x[4 + i] += key[i];
    x[8 + i] += key[4 + i];
    x[12 + i] += position[i];
  }
}

/// One block of key stream, in words that are little-endian in the stream. `scratch` is memory for 16 words.
template <Kernels K>
constexpr void chacha20_block(const std::array<std::uint32_t, 8>& key, const ChaCha20Position& position,
                              std::array<std::uint32_t, 16>& out, [[maybe_unused]] std::uint32_t* scratch) noexcept {
#if defined(__thumb__) && (defined(__GNUC__) || defined(__clang__))
  if constexpr (K.assembly != Assembly::none && K.build == Build::fast) {
    if (!std::is_constant_evaluated()) {
#if defined(__thumb2__)
      chacha20_block_thumb_2(key.data(), position.data(), out.data());
#else
      chacha20_block_thumb(key.data(), position.data(), out.data(), scratch);
#endif
      return;
    }
  }
#endif
  if constexpr (K.build == Build::fast) {
    const auto initial = [&](std::size_t i) {
      return i < 4 ? chacha20_constants[i] : i < 12 ? key[i - 4] : position[i - 12];
    };
    // A copy, of which a compiler knows that nothing else sees it: it stays in registers.
    [&]<std::size_t... i>(std::index_sequence<i...>) {
      std::array<std::uint32_t, 16> x{initial(i)...};
      chacha20_rounds<K>(x);
      ((out[i] = x[i] + initial(i)), ...);
    }(std::make_index_sequence<16>{});
  } else {
    out = {};
    chacha20_add_initial(key, position, out);
    chacha20_rounds<K>(out);
    chacha20_add_initial(key, position, out);
  }
}

}  // namespace e3::detail
