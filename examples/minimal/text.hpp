#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "e3/e3.hpp"

/// Bytes as lower-case hexadecimal digits.
inline std::string to_hex(e3::Bytes bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const auto byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

/// A device ID from hexadecimal digits; ends the program with a sentence if they are none.
inline e3::DeviceId device_from_hex(std::string_view text) {
  std::array<std::uint8_t, e3::DeviceId::max_size> bytes{};
  const std::size_t size = text.size() / 2;
  bool good = text.size() % 2 == 0 && size >= 1 && size <= bytes.size();
  for (std::size_t i = 0; good && i < size; ++i) {
    const auto* const digits = text.data() + 2 * i;
    const auto parsed = std::from_chars(digits, digits + 2, bytes[i], 16);
    good = parsed.ptr == digits + 2;
  }
  const auto device = e3::DeviceId::from(e3::Bytes{bytes}.first(good ? size : 0));
  if (!device) {
    std::fprintf(stderr, "'%s' is no device ID; give 2 to 32 hexadecimal digits\n", std::string{text}.c_str());
    std::exit(1);
  }
  return *device;
}

/// A number of 1 to `max` from decimal digits; ends the program with a sentence if it is none.
inline std::uint32_t number_from(std::string_view text, std::uint32_t max) {
  std::uint32_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() || number == 0 || number > max) {
    std::fprintf(stderr, "'%s' is no number from 1 to %u\n", std::string{text}.c_str(), max);
    std::exit(1);
  }
  return number;
}

/// A short name for a datagram, so that two programs can talk about the same one (FNV-1a; no security).
inline std::uint64_t fingerprint(e3::Bytes datagram) {
  std::uint64_t hash = 0xCBF2'9CE4'8422'2325;
  for (const auto byte : datagram) {
    hash = (hash ^ byte) * 0x100'0000'01B3;
  }
  return hash;
}

/// A payload made fit for a terminal: whatever is not printable ASCII becomes a dot.
inline std::string printable(e3::Bytes bytes) {
  std::string text;
  for (const auto byte : bytes) {
    text += byte >= 0x20 && byte < 0x7F ? static_cast<char>(byte) : '.';
  }
  return text;
}

/// The bytes of a text.
inline e3::Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// The value of a result; ends the program with the error's sentence if there is none.
template <class T>
T value_or_exit(e3::Result<T> result, const std::string& what) {
  if (!result) {
    std::fprintf(stderr, "%s: %s\n", what.c_str(), e3::to_string(result.error()));
    std::exit(1);
  }
  return *std::move(result);
}

/// Ends the program with the error's sentence if `result` is one.
inline void check_or_exit(e3::Result<void> result, const std::string& what) {
  if (!result) {
    std::fprintf(stderr, "%s: %s\n", what.c_str(), e3::to_string(result.error()));
    std::exit(1);
  }
}
