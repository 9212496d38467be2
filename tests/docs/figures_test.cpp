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

TEST_CASE("every row that e3_figures prints for a page stands in that page as it is printed") {
  // NOLINTNEXTLINE(cert-env33-c): the path is the build's own.
  FILE* const figures = ::popen(E3_FIGURES, "r");
  REQUIRE(figures != nullptr);
  std::set<std::string> page;
  int rows = 0;
  for (char line[256]; ::fgets(line, sizeof line, figures) != nullptr;) {
    std::string row{line};
    row.pop_back();
    CAPTURE(row);
    if (row[0] == '|') {
      CHECK(page.count(row) == 1);
      ++rows;
    } else {
      page = lines_of(E3_SOURCE_DIR "/" + row);
    }
  }
  CHECK(::pclose(figures) == 0);
  CHECK(rows == 16);
}
