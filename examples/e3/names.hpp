#pragma once

#include <optional>
#include <string_view>

#include "e3/core/side.hpp"
#include "e3/core/suite.hpp"
#include "e3/wire/header.hpp"

namespace tool {

/// The names that options, settings and JSON use.
[[nodiscard]] const char* name_of(e3::Suite suite);
[[nodiscard]] const char* name_of(e3::CodecId codec);
[[nodiscard]] const char* name_of(e3::Side side);

/// The value of a name; nothing for a text that is none.
[[nodiscard]] std::optional<e3::Suite> suite_of(std::string_view name);
[[nodiscard]] std::optional<e3::CodecId> codec_of(std::string_view name);
[[nodiscard]] std::optional<e3::Side> side_of(std::string_view name);

}  // namespace tool
