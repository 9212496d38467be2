#include "support/matching.hpp"

#include <regex.h>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "support/catch.hpp"

// The system's expressions and not std::regex, of which g++ 12 warns in sanitized builds.

namespace tool_tests {

namespace {

constexpr std::size_t max_groups = 3;
using Groups = std::array<regmatch_t, max_groups>;

class Expression {
 public:
  explicit Expression(const std::string& text) {
    CAPTURE(text);
    REQUIRE(::regcomp(&compiled_, text.c_str(), REG_EXTENDED | REG_NEWLINE) == 0);
  }
  Expression(const Expression&) = delete;
  Expression& operator=(const Expression&) = delete;
  ~Expression() { ::regfree(&compiled_); }

  [[nodiscard]] bool find(const char* text, Groups& groups) const {
    return ::regexec(&compiled_, text, groups.size(), groups.data(), 0) == 0;
  }

 private:
  regex_t compiled_{};
};

}  // namespace

bool has_match(const std::string& text, const std::string& expression) {
  Groups groups{};
  return Expression{expression}.find(text.c_str(), groups);
}

bool is_match(const std::string& text, const std::string& expression) {
  Groups groups{};
  return Expression{expression}.find(text.c_str(), groups) && groups[0].rm_so == 0 &&
         static_cast<std::size_t>(groups[0].rm_eo) == text.size();
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): as in the two above, which the check accepts
std::vector<std::vector<std::string>> all_matches(const std::string& text, const std::string& expression) {
  const Expression compiled{expression};
  std::vector<std::vector<std::string>> found;
  Groups groups{};
  for (const char* rest = text.c_str(); compiled.find(rest, groups) && groups[0].rm_eo > 0; rest += groups[0].rm_eo) {
    std::vector<std::string> held;
    for (std::size_t i = 1; i < groups.size(); ++i) {
      held.push_back(groups[i].rm_so < 0 ? std::string{} : std::string{rest + groups[i].rm_so, rest + groups[i].rm_eo});
    }
    found.push_back(held);
  }
  return found;
}

}  // namespace tool_tests
