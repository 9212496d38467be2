#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "outside/corpus.hpp"

namespace outside {

/// A backend's name and how many cases of each source it has right, of every kind.
struct Column {
  std::string backend;
  std::vector<std::size_t> right;  ///< of each source
};

/// The rows of the three tables, in Markdown, as they stand in docs/outside-vectors.md: what became of the cases of each
/// source, how many of each kind there are, and why the others do not fit.
[[nodiscard]] std::vector<std::string> source_rows(const Corpus& corpus);
[[nodiscard]] std::vector<std::string> kind_rows(const Corpus& corpus);
[[nodiscard]] std::vector<std::string> unfit_rows(const Corpus& corpus);

/// All three tables, with a cell for each backend at the end of the rows of the first.
[[nodiscard]] std::string report(const Corpus& corpus, const std::vector<Column>& columns);

}  // namespace outside
