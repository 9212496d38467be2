#include "outside/readers/text.hpp"

#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <system_error>

namespace outside {

namespace {

int digit(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

void refuse(std::string_view file, std::size_t line, const std::string& what) {
  throw std::runtime_error(at(file, line) + ": " + what);
}

ByteVector from_hex(std::string_view digits, std::string_view file, std::size_t line) {
  ByteVector bytes;
  bytes.reserve(digits.size() / 2);
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const int high = digit(digits[i]);
    const int low = i + 1 < digits.size() ? digit(digits[i + 1]) : -1;
    if (high < 0 || low < 0) {
      refuse(file, line, "'" + std::string{digits.substr(0, 40)} + "' is not whole bytes in hexadecimal");
    }
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string at(std::string_view file, std::size_t line) {
  return line == 0 ? std::string{file} : std::string{file} + ":" + std::to_string(line);
}

std::size_t number_in(std::string_view text, std::string_view file, std::size_t line) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    refuse(file, line, "'" + std::string{text} + "' is not a number");
  }
  return number;
}

}  // namespace outside
