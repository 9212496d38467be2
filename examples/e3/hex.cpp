#include "hex.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "e3/core/bytes.hpp"

namespace tool {

namespace {

constexpr std::string_view digits = "0123456789abcdef";

std::optional<std::uint8_t> value_of_digit(char digit) {
  const char lower = digit >= 'A' && digit <= 'F' ? static_cast<char>(digit - 'A' + 'a') : digit;
  const auto value = digits.find(lower);
  return value == std::string_view::npos ? std::nullopt : std::optional{static_cast<std::uint8_t>(value)};
}

}  // namespace

std::string to_hex(e3::Bytes bytes) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const auto byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::optional<std::vector<std::uint8_t>> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) {
    return std::nullopt;
  }
  std::vector<std::uint8_t> bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const auto high = value_of_digit(text[i]);
    const auto low = value_of_digit(text[i + 1]);
    if (!high || !low) {
      return std::nullopt;
    }
    bytes.push_back(static_cast<std::uint8_t>(*high << 4 | *low));
  }
  return bytes;
}

}  // namespace tool
