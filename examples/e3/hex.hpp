#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "e3/core/bytes.hpp"

namespace tool {

/// Bytes as lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(e3::Bytes bytes);

/// The bytes of an even number of hexadecimal digits of either case; nothing for any other text.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> from_hex(std::string_view text);

}  // namespace tool
