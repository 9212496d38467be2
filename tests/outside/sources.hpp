#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "outside/case.hpp"

namespace outside {

/// A line of sources.txt: one file of a package, and what was counted in it.
struct Source {
  std::string package;
  std::string version;
  std::string reader;
  std::size_t read = 0;  ///< cases in the file
  std::size_t run = 0;   ///< those of them that fit and that no source before this one has
  std::string path;      ///< inside the package

  /// The package and the file's own name.
  [[nodiscard]] std::string title() const;
};

/// All of `text`, which is sources.txt; refuses a line that is not as its head says.
[[nodiscard]] std::vector<Source> sources_in(std::string_view text);

/// The cases of `source`, whose file holds `text`; refuses another number of cases than sources.txt states.
[[nodiscard]] Cases cases_of(const Source& source, std::string_view text);

/// What `file` holds; throws std::runtime_error with a sentence if it cannot be read.
[[nodiscard]] std::string contents(const std::filesystem::path& file);

}  // namespace outside
