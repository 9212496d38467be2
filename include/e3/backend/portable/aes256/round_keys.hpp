#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace e3::detail {

inline constexpr std::size_t aes256_rounds = 14;

/// The round keys of AES-256 as slices, 15 of 8 words: 480 bytes.
using Aes256RoundKeys = std::array<std::uint32_t, 8 * (aes256_rounds + 1)>;

/// The same in 240 bytes: since both blocks have one key, half of every word says it all. Word i of four holds that of
/// slice i in the even places and that of slice i + 4 in the odd ones.
using Aes256CompactKeys = std::array<std::uint32_t, 4 * (aes256_rounds + 1)>;

/// Word `i` of the key of `round`.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr std::uint32_t round_key(const Aes256RoundKeys& keys, std::size_t round, std::size_t i) noexcept {
  return keys[8 * round + i];
}
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr std::uint32_t round_key(const Aes256CompactKeys& keys, std::size_t round, std::size_t i) noexcept {
  const std::uint32_t both = keys[4 * round + i % 4];
  const std::uint32_t even = both & 0x55555555;
  const std::uint32_t odd = both & 0xAAAAAAAA;
  return i < 4 ? even | even << 1 : odd | odd >> 1;
}

}  // namespace e3::detail
