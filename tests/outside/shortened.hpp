#pragma once

#include <string>

#include "outside/sources.hpp"

namespace outside {

/// `text`, the file of `source`, without the last case that its reader finds.
[[nodiscard]] std::string without_last_case(const Source& source, const std::string& text);

}  // namespace outside
