#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace tool {

/// JSON whose members stay in the order they were written in.
using Json = nlohmann::ordered_json;

/// The JSON as one line. What is no UTF-8, as a file's name may be, becomes U+FFFD.
[[nodiscard]] inline std::string json_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tool
