#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/backend/portable/kernels.hpp"

// Implementation notes
//
// A constexpr function cannot copy bytes into a word, so constant evaluation takes the byte-wise form. Where words at
// any address are one instruction, the copy is one; elsewhere a compiler makes a call of it when it optimises for size.

namespace e3::detail {

/// The four bytes from `from` on as a little-endian number.
template <Kernels K>
[[nodiscard]] constexpr std::uint32_t load_little_endian(const std::uint8_t* from) noexcept {
#if defined(__GNUC__) || defined(__clang__)
  if constexpr (K.unaligned_words && std::endian::native == std::endian::little) {
    if (!std::is_constant_evaluated()) {
      std::uint32_t word;
      __builtin_memcpy(&word, from, sizeof word);
      return word;
    }
  }
#endif
  return std::uint32_t{from[0]} | std::uint32_t{from[1]} << 8 | std::uint32_t{from[2]} << 16 |
         std::uint32_t{from[3]} << 24;
}

/// Writes `word` as four little-endian bytes from `to` on.
template <Kernels K>
constexpr void store_little_endian(std::uint32_t word, std::uint8_t* to) noexcept {
#if defined(__GNUC__) || defined(__clang__)
  if constexpr (K.unaligned_words && std::endian::native == std::endian::little) {
    if (!std::is_constant_evaluated()) {
      __builtin_memcpy(to, &word, sizeof word);
      return;
    }
  }
#endif
  to[0] = static_cast<std::uint8_t>(word);
  to[1] = static_cast<std::uint8_t>(word >> 8);
  to[2] = static_cast<std::uint8_t>(word >> 16);
  to[3] = static_cast<std::uint8_t>(word >> 24);
}

/// Whether `address` is that of whole words on a machine where that matters, to loads and stores in `fast`.
template <Kernels K>
[[nodiscard]] constexpr bool is_aligned(const std::uint8_t* address) noexcept {
  if constexpr (K.unaligned_words || K.build == Build::tiny || std::endian::native != std::endian::little) {
    return false;
  } else {
    return !std::is_constant_evaluated() && (reinterpret_cast<std::uintptr_t>(address) & 3) == 0;
  }
}

/// The number at an aligned address.
[[nodiscard]] inline std::uint32_t load_aligned(const std::uint8_t* from) noexcept {
  std::uint32_t word;
#if defined(__GNUC__) || defined(__clang__)
  __builtin_memcpy(&word, __builtin_assume_aligned(from, 4), sizeof word);
#else
  word = load_little_endian<kernels_here>(from);
#endif
  return word;
}

/// Writes a number to an aligned address.
inline void store_aligned(std::uint32_t word, std::uint8_t* to) noexcept {
#if defined(__GNUC__) || defined(__clang__)
  __builtin_memcpy(__builtin_assume_aligned(to, 4), &word, sizeof word);
#else
  store_little_endian<kernels_here>(word, to);
#endif
}

/// The sixteen bytes from `from` on as four little-endian numbers.
template <Kernels K>
[[nodiscard]] constexpr std::array<std::uint32_t, 4> load_block(const std::uint8_t* from) noexcept {
  if (is_aligned<K>(from)) {
    return {load_aligned(from), load_aligned(from + 4), load_aligned(from + 8), load_aligned(from + 12)};
  }
  return {load_little_endian<K>(from), load_little_endian<K>(from + 4), load_little_endian<K>(from + 8),
          load_little_endian<K>(from + 12)};
}

/// Writes `size` bytes: those at `from` XORed with the words of a key stream, which are little-endian in it.
template <Kernels K>
constexpr void apply_words(const std::uint32_t* stream, const std::uint8_t* from, std::uint8_t* to,
                           std::size_t size) noexcept {
  if (is_aligned<K>(from) && is_aligned<K>(to)) {
    for (; size >= 4; size -= 4, from += 4, to += 4) {
      store_aligned(load_aligned(from) ^ *stream++, to);
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
