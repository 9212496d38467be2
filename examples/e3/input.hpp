#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "e3/core/bytes.hpp"

namespace tool {

/// The most that is read as one envelope, far above what a sealer of this tool writes.
inline constexpr std::size_t max_envelope_size = std::size_t{16} * 1024 * 1024;

/// What sentences call an input: its path, or "standard input" for "-".
[[nodiscard]] std::string name_of_input(const std::string& path);

/// Reads a whole file, or standard input for "-". Throws `Failure` (input) if that fails or gives more than `limit`
/// bytes.
[[nodiscard]] std::vector<std::uint8_t> read_input(const std::string& path, std::size_t limit);

/// An envelope from hexadecimal digits, with white space before and after them. Throws `Failure` (input).
[[nodiscard]] std::vector<std::uint8_t> envelope_from_hex(e3::Bytes text, const std::string& where);

/// Reads one envelope, as bytes or as hexadecimal digits.
[[nodiscard]] std::vector<std::uint8_t> read_envelope(const std::string& path, bool hex);

}  // namespace tool
