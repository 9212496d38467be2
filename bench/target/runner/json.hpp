#pragma once

#include <nlohmann/json.hpp>

namespace bench {

/// JSON whose members stay in the order they were written in.
using Json = nlohmann::ordered_json;

}  // namespace bench
