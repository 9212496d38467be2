#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "outside/case.hpp"

namespace outside {

/// A file of vectors, as a reader gets it.
struct File {
  std::string_view name;  ///< what messages and cases call it
  std::string_view text;
};

/// Refuses a file: throws std::runtime_error with `file:line: what`. Line 0 is none.
[[noreturn]] void refuse(std::string_view file, std::size_t line, const std::string& what);

/// The bytes of `digits`; refuses what is not pairs of hexadecimal digits.
[[nodiscard]] ByteVector from_hex(std::string_view digits, std::string_view file, std::size_t line);

/// The lines, without their ends; the first is number 1.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

/// `text` without spaces and tabs round it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// `file:line`, which is what a case is called.
[[nodiscard]] std::string at(std::string_view file, std::size_t line);

/// The number that `text` is in decimal; refuses everything else.
[[nodiscard]] std::size_t number_in(std::string_view text, std::string_view file, std::size_t line);

}  // namespace outside
