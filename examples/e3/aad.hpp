#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tool {

/// The associated data that --aad TEXT or --aad-hex HEX gives; none if both are empty. Throws `Failure` (usage).
[[nodiscard]] std::vector<std::uint8_t> aad_from(const std::string& text, const std::string& hex);

}  // namespace tool
