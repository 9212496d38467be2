#pragma once

#include <bit>
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

}  // namespace e3::detail
