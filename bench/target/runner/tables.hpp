#pragma once

#include <string>

#include "json.hpp"

namespace bench {

/// The figures of one target as a Markdown table: instructions, and modelled cycles where there is a model.
[[nodiscard]] std::string table_of(const std::string& target, const Json& figures, const Json& energy);

/// How the figures of one target stand against its bars: met or missed.
[[nodiscard]] std::string bars_of(const std::string& target, const Json& figures, const Json& bars);

}  // namespace bench
