#include "outside/readers/records.hpp"

#include <algorithm>
#include <string>

namespace outside {

void Record::add(std::string_view name, std::string_view value, std::size_t line) {
  if (find(name) != nullptr) {
    outside::refuse(file_, line, "this case has " + std::string{name} + " twice");
  }
  attributes_.push_back({.name = name, .value = value, .line = line, .asked = false});
}

Record::Attribute* Record::find(std::string_view name) {
  const auto found =
      std::find_if(attributes_.begin(), attributes_.end(), [&](const auto& a) { return a.name == name; });
  return found == attributes_.end() ? nullptr : &*found;
}

Record::Attribute& Record::required(std::string_view name) {
  Attribute* const found = find(name);
  if (found == nullptr) {
    refuse("this case has no " + std::string{name});
  }
  found->asked = true;
  return *found;
}

std::optional<std::string_view> Record::text(std::string_view name) {
  Attribute* const found = find(name);
  if (found == nullptr) {
    return std::nullopt;
  }
  found->asked = true;
  return found->value;
}

ByteVector Record::bytes(std::string_view name) {
  const Attribute& found = required(name);
  std::string_view value = found.value;
  if (value.starts_with('"')) {
    if (value.size() < 2 || !value.ends_with('"') || value.find('\\') != std::string_view::npos) {
      outside::refuse(file_, found.line, "this text has no end, or an escape in it");
    }
    value = value.substr(1, value.size() - 2);
    return {value.begin(), value.end()};
  }
  return from_hex(value, file_, found.line);
}

ByteVector Record::bytes_or_none(std::string_view name) { return has(name) ? bytes(name) : ByteVector{}; }

std::size_t Record::number(std::string_view name) {
  const Attribute& found = required(name);
  return number_in(found.value, file_, found.line);
}

void Record::done() const {
  for (const auto& attribute : attributes_) {
    if (!attribute.asked) {
      outside::refuse(file_, attribute.line, "the reader does not know what " + std::string{attribute.name} + " is");
    }
  }
}

std::vector<Record> records(const File& file, char separator, const Ends& ends) {
  std::vector<Record> found;
  std::vector<std::string_view> sections;
  bool in_record = false;
  bool in_sections = false;
  std::size_t number = 0;
  for (std::string_view line : lines_of(file.text)) {
    ++number;
    line = trimmed(line);
    if (line.starts_with('#')) {
      continue;
    }
    if (line.empty()) {
      in_record = in_record && !ends.at_blank_line;
      continue;
    }
    if (line.starts_with('[')) {
      if (!line.ends_with(']')) {
        refuse(file.name, number, "this section has no closing bracket");
      }
      if (!in_sections) {
        sections.clear();
      }
      sections.push_back(line.substr(1, line.size() - 2));
      in_sections = true;
      in_record = false;
      continue;
    }
    in_sections = false;
    const auto place = line.find(separator);
    const std::string_view name = trimmed(line.substr(0, place));
    const std::string_view value =
        place == std::string_view::npos ? std::string_view{} : trimmed(line.substr(place + 1));
    if (!in_record || (!ends.before.empty() && name == ends.before)) {
      found.emplace_back(file.name, number, sections);
      in_record = true;
    }
    found.back().add(name, value, number);
    in_record = std::find(ends.after.begin(), ends.after.end(), name) == ends.after.end();
  }
  return found;
}

}  // namespace outside
