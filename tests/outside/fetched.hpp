#pragma once

#include <string>
#include <vector>

#include "outside/corpus.hpp"
#include "outside/sources.hpp"

namespace outside {

/// The lines of sources.txt.
[[nodiscard]] const std::vector<Source>& sources();

/// What the fetched file of `source` holds.
[[nodiscard]] std::string fetched(const Source& source);

/// The cases of all fetched files; read once.
[[nodiscard]] const Corpus& corpus();

}  // namespace outside
