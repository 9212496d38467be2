#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/repeat.hpp"

// Implementation notes
//
// Three ways to a word of bytes in memory: one instruction at any address; one instruction at an aligned address, which
// is asked for at run time, since where a message lies is no secret; byte by byte. `tiny` has the last alone where the
// first is not. A constexpr function cannot copy bytes into a word, so constant evaluation goes byte by byte.

namespace e3::detail {

/// `word` with its bytes in the opposite order.
[[nodiscard]] constexpr std::uint32_t swap_bytes(std::uint32_t word) noexcept {
#if defined(__GNUC__) || defined(__clang__)
  return __builtin_bswap32(word);
#else
  return word << 24 | (word & 0xFF00) << 8 | (word >> 8 & 0xFF00) | word >> 24;
#endif
}

/// Whether the four bytes at each of the addresses that follow `address` in steps of four are one word for the machine.
template <Kernels K>
[[nodiscard]] constexpr bool loads_words(const std::uint8_t* address) noexcept {
  constexpr bool can = std::endian::native == std::endian::little && (K.unaligned_words || K.build == Build::fast);
  if (!can || std::is_constant_evaluated()) {
    return false;
  }
  return K.unaligned_words || (reinterpret_cast<std::uintptr_t>(address) & 3) == 0;
}

/// The word at an address that `loads_words` says yes to.
template <Kernels K>
[[nodiscard]] inline std::uint32_t load_word(const std::uint8_t* from) noexcept {
#if defined(__GNUC__) || defined(__clang__)
  std::uint32_t word;
  __builtin_memcpy(&word, K.unaligned_words ? from : __builtin_assume_aligned(from, 4), sizeof word);
  return word;
#else
  return *from | std::uint32_t{from[1]} << 8 | std::uint32_t{from[2]} << 16 | std::uint32_t{from[3]} << 24;
#endif
}

/// Writes the word at an address that `loads_words` says yes to.
template <Kernels K>
inline void store_word(std::uint32_t word, std::uint8_t* to) noexcept {
#if defined(__GNUC__) || defined(__clang__)
  __builtin_memcpy(K.unaligned_words ? to : __builtin_assume_aligned(to, 4), &word, sizeof word);
#else
  for (int i = 0; i < 4; ++i) {
    to[i] = static_cast<std::uint8_t>(word >> 8 * i);
  }
#endif
}

/// The four bytes from any address on as a little-endian number.
template <Kernels K>
[[nodiscard]] constexpr std::uint32_t load_little_endian(const std::uint8_t* from) noexcept {
  if (K.unaligned_words && loads_words<K>(from)) {
    return load_word<K>(from);
  }
  return std::uint32_t{from[0]} | std::uint32_t{from[1]} << 8 | std::uint32_t{from[2]} << 16 |
         std::uint32_t{from[3]} << 24;
}

/// Writes `word` as four little-endian bytes from any address on.
template <Kernels K>
constexpr void store_little_endian(std::uint32_t word, std::uint8_t* to) noexcept {
  if (K.unaligned_words && loads_words<K>(to)) {
    store_word<K>(word, to);
    return;
  }
  to[0] = static_cast<std::uint8_t>(word);
  to[1] = static_cast<std::uint8_t>(word >> 8);
  to[2] = static_cast<std::uint8_t>(word >> 16);
  to[3] = static_cast<std::uint8_t>(word >> 24);
}

/// The bytes from `from` on as `N` little-endian numbers.
template <Kernels K, std::size_t N>
constexpr void load_words(const std::uint8_t* from, std::uint32_t* words) noexcept {
  if (!K.unaligned_words && loads_words<K>(from)) {
    repeat<K, N>([&](std::size_t i) { words[i] = load_word<K>(from + 4 * i); });
  } else {
    repeat<K, N>([&](std::size_t i) { words[i] = load_little_endian<K>(from + 4 * i); });
  }
}

/// Writes `N` words as little-endian bytes from `to` on.
template <Kernels K, std::size_t N>
constexpr void store_words(const std::uint32_t* words, std::uint8_t* to) noexcept {
  if (!K.unaligned_words && loads_words<K>(to)) {
    repeat<K, N>([&](std::size_t i) { store_word<K>(words[i], to + 4 * i); });
  } else {
    repeat<K, N>([&](std::size_t i) { store_little_endian<K>(words[i], to + 4 * i); });
  }
}

/// Writes `size` bytes: those at `from` XORed with the words of a key stream, which are little-endian in it.
template <Kernels K>
constexpr void apply_words(const std::uint32_t* stream, const std::uint8_t* from, std::uint8_t* to,
                           std::size_t size) noexcept {
  if (!K.unaligned_words && loads_words<K>(from) && loads_words<K>(to)) {
    for (; size >= 4; size -= 4, from += 4, to += 4) {
      store_word<K>(load_word<K>(from) ^ *stream++, to);
    }
  } else {
    for (; size >= 4; size -= 4, from += 4, to += 4) {
      store_little_endian<K>(load_little_endian<K>(from) ^ *stream++, to);
    }
  }
  if (size > 0) {
    for (std::uint32_t word = *stream; size > 0; --size, word >>= 8) {
      *to++ = static_cast<std::uint8_t>(*from++ ^ word);
    }
  }
}

}  // namespace e3::detail
