#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "e3/core/bytes.hpp"

namespace support {

using ByteVector = std::vector<std::uint8_t>;

/// `first`, `first + 1`, ... : bytes that differ from their neighbours, so that a shifted copy shows.
template <std::size_t N>
[[nodiscard]] constexpr std::array<std::uint8_t, N> counting(unsigned first = 1) noexcept {
  std::array<std::uint8_t, N> bytes{};
  for (std::size_t i = 0; i < N; ++i) {
    bytes[i] = static_cast<std::uint8_t>(first + i);
  }
  return bytes;
}

[[nodiscard]] constexpr bool same(e3::Bytes a, e3::Bytes b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

[[nodiscard]] constexpr bool all_zero(e3::Bytes bytes) noexcept {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

/// `size` bytes: `first`, `first + 1`, ...
[[nodiscard]] inline ByteVector counting_vector(std::size_t size, unsigned first = 1) {
  ByteVector bytes(size);
  for (std::size_t i = 0; i < size; ++i) {
    bytes[i] = static_cast<std::uint8_t>(first + i);
  }
  return bytes;
}

/// Lowercase hexadecimal digits, as the vectors have them.
[[nodiscard]] inline std::string hex(e3::Bytes bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const auto byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

[[nodiscard]] inline ByteVector copy(e3::Bytes bytes) { return {bytes.begin(), bytes.end()}; }

/// True if `needle` occurs in `haystack`.
[[nodiscard]] inline bool contains(e3::Bytes haystack, e3::Bytes needle) noexcept {
  return std::search(haystack.begin(), haystack.end(), needle.begin(), needle.end()) != haystack.end();
}

}  // namespace support
