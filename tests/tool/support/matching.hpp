#pragma once

#include <string>
#include <vector>

namespace tool_tests {

/// Whether `text` has a part that matches a POSIX extended regular expression, in which a dot matches no line end.
[[nodiscard]] bool has_match(const std::string& text, const std::string& expression);

/// Whether all of `text` matches.
[[nodiscard]] bool is_match(const std::string& text, const std::string& expression);

/// Every part of `text` that matches, one after the other: what its first and second group hold.
[[nodiscard]] std::vector<std::vector<std::string>> all_matches(const std::string& text, const std::string& expression);

}  // namespace tool_tests
