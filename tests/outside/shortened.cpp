#include "outside/shortened.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

namespace outside {

namespace {

std::string without_last_test(const std::string& text) {
  auto whole = nlohmann::json::parse(text);
  auto& tests = whole["testGroups"].back()["tests"];
  tests.erase(tests.size() - 1);
  // As someone would who drops a case and wants nobody to notice.
  whole["numberOfTests"] = whole["numberOfTests"].get<std::size_t>() - 1;
  return whole.dump();
}

std::string without(const std::string& text, std::size_t first, std::size_t end) {
  return text.substr(0, first) + text.substr(end);
}

std::string without_last_literal(const std::string& text) {
  // The list ends where a brace stands at the start of a line and no type ends with it.
  const auto end = text.find("\n}\n", text.find("\t{\n")) + 1;
  return without(text, text.rfind("\t{\n", end), end);
}

std::string without_last_record(const std::string& text, std::string_view begins_with) {
  const auto first = text.rfind(begins_with) + 1;
  return text.substr(0, first);
}

/// Without the last paragraph that is no comment, and what follows it.
std::string without_last_paragraph(const std::string& text) {
  auto end = text.find_last_not_of('\n') + 1;
  auto first = text.rfind("\n\n", end - 1) + 2;
  while (text[first] == '#') {
    end = first - 2;
    first = text.rfind("\n\n", end - 1) + 2;
  }
  return text.substr(0, first);
}

}  // namespace

std::string without_last_case(const Source& source, const std::string& text) {
  if (source.reader == "wycheproof") {
    return without_last_test(text);
  }
  if (source.reader.starts_with("go-")) {
    return without_last_literal(text);
  }
  if (source.reader == "cavp") {
    return without_last_record(text, "\nCount = ");
  }
  if (source.reader == "cryptography-hmac") {
    return without_last_record(text, "\nLen = ");
  }
  if (source.reader.starts_with("cryptography-")) {
    return without_last_record(text, "\nCOUNT = ");
  }
  return without_last_paragraph(text);
}

}  // namespace outside
