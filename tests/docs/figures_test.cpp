#include <stdio.h>

#include <fstream>
#include <set>
#include <string>

#include "support/catch.hpp"

namespace {

std::set<std::string> lines_of(const std::string& path) {
  std::ifstream file{path};
  std::set<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.insert(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("every figure that e3_figures prints stands in README.md or docs/format.md as it is printed") {
  const auto readme = lines_of(E3_SOURCE_DIR "/README.md");
  const auto format = lines_of(E3_SOURCE_DIR "/docs/format.md");
  FILE* const figures = ::popen(E3_FIGURES, "r");
  REQUIRE(figures != nullptr);
  int rows = 0;
  for (char line[256]; ::fgets(line, sizeof line, figures) != nullptr; ++rows) {
    std::string row{line};
    row.pop_back();
    CAPTURE(row);
    CHECK(readme.count(row) + format.count(row) >= 1);
  }
  CHECK(::pclose(figures) == 0);
  CHECK(rows == 11);
}
