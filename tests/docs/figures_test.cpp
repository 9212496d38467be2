#include <stdio.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>
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

TEST_CASE("every budget of instructions stands in docs/budgets.md, a column for each backend") {
  std::map<std::string, std::string> rows;
  for (const std::string backend : {"sodium", "openssl", "psa"}) {
    std::ifstream budgets{E3_SOURCE_DIR "/bench/host/budgets/" + backend + ".txt"};
    std::string line;
    std::getline(budgets, line);  // the compiler
    for (std::string number, call; budgets >> number >> call && std::getline(budgets >> std::ws, line);) {
      rows[call + ", " + line] += " | " + number;
    }
  }
  const auto page = lines_of(E3_SOURCE_DIR "/docs/budgets.md");
  for (const auto& [call, numbers] : rows) {
    CAPTURE(call, numbers);
    CHECK(page.count("| " + call + numbers + " |") == 1);
  }
  CHECK(rows.size() == 16);
}

TEST_CASE("every budget of bytes stands in docs/budgets.md") {
  std::ifstream budgets{E3_SOURCE_DIR "/tests/consume/freestanding/budget.txt"};
  const auto page = lines_of(E3_SOURCE_DIR "/docs/budgets.md");
  int rows = 0;
  for (std::string line; std::getline(budgets, line);) {
    std::istringstream words{line};
    std::string program;
    std::string processor;
    std::string link;
    std::string bytes;
    words >> program >> processor >> link >> bytes;
    if (program != "#") {
      CAPTURE(line);
      CHECK(page.count("| " + program + ", " + processor + ", " + link + " | " + bytes + " |") == 1);
      ++rows;
    }
  }
  CHECK(rows == 8);
}

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
