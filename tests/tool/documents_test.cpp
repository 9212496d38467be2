#include <fstream>
#include <iterator>
#include <string>

#include "support/catch.hpp"
#include "support/sandbox.hpp"

// docs/tool.md and --help say the same.

using namespace tool_tests;

namespace {

std::string document(const std::string& name) {
  std::ifstream file{std::string{E3_SOURCE_DIR} + "/" + name};
  REQUIRE(file);
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_CASE("the help and docs/tool.md list the same exit codes") {
  const Sandbox box;
  const std::string help = box.succeeds({"--help"});
  const std::string page = document("docs/tool.md");
  const std::string line{"\n  ([0-9]+)  ([^\n]+)"};
  int count = 0;
  for (const auto& found : all_matches(help, line)) {
    const std::string row = "\n| " + found[0] + " | " + found[1] + " |";
    CAPTURE(row);
    CHECK(page.find(row) != std::string::npos);
    ++count;
  }
  CHECK(count == exists + 1);
}

TEST_CASE("the three commands stand in the help, in README.md and in docs/tool.md") {
  const Sandbox box;
  const std::string help = box.succeeds({"--help"});
  const std::string readme = document("README.md");
  const std::string page = document("docs/tool.md");
  const std::string line{"\n  (e3 [^\n]+)"};
  int count = 0;
  for (const auto& found : all_matches(help, line)) {
    const std::string command = "\n" + found[0] + "\n";
    CAPTURE(command);
    CHECK(readme.find(command) != std::string::npos);
    CHECK(page.find(command) != std::string::npos);
    ++count;
  }
  CHECK(count == 3);
}

TEST_CASE("docs/tool.md names every option") {
  const Sandbox box;
  const std::string page = document("docs/tool.md");
  const std::string option{"\n +(-[a-z],)?(--[a-z-]+)"};
  for (const std::string command : {"keygen", "provision", "seal", "open", "inspect", "rotate"}) {
    const std::string help = box.succeeds({command, "--help"});
    for (const auto& found : all_matches(help, option)) {
      CAPTURE(command, found[1]);
      CHECK(page.find(found[1]) != std::string::npos);
    }
  }
}
