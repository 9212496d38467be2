#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "outside/readers/text.hpp"

namespace outside {

/// Lines `NAME = value` that belong together, which is what one case looks like in most of these files.
///
/// A reader asks for each name that it knows and then says `done`, which refuses the file if a name was not asked for:
/// nothing in a case goes unnoticed.
class Record {
 public:
  Record(std::string_view file, std::size_t line, std::vector<std::string_view> sections)
      : file_{file}, line_{line}, sections_{std::move(sections)} {}

  void add(std::string_view name, std::string_view value, std::size_t line);

  /// The value of `name` if there is one.
  [[nodiscard]] std::optional<std::string_view> text(std::string_view name);

  /// The bytes of `name`, written as hexadecimal digits or as "text"; refuses a record without it.
  [[nodiscard]] ByteVector bytes(std::string_view name);

  /// The same, and nothing for a record without it.
  [[nodiscard]] ByteVector bytes_or_none(std::string_view name);

  /// The number of `name`; refuses a record without it.
  [[nodiscard]] std::size_t number(std::string_view name);

  /// True if the record has `name`.
  [[nodiscard]] bool has(std::string_view name) { return text(name).has_value(); }

  /// Refuses the record if it has a name that was not asked for.
  void done() const;

  [[noreturn]] void refuse(const std::string& what) const { outside::refuse(file_, line_, what); }

  /// The lines in square brackets that the record stands under, without the brackets.
  [[nodiscard]] const std::vector<std::string_view>& sections() const { return sections_; }
  [[nodiscard]] std::string name() const { return at(file_, line_); }

 private:
  struct Attribute {
    std::string_view name;
    std::string_view value;
    std::size_t line;
    bool asked;
  };

  [[nodiscard]] Attribute* find(std::string_view name);
  [[nodiscard]] Attribute& required(std::string_view name);

  std::string_view file_;
  std::size_t line_;
  std::vector<std::string_view> sections_;
  std::vector<Attribute> attributes_;
};

/// Where a record ends, besides at the end of the file and of its section.
struct Ends {
  std::string_view before = {};              ///< before this name
  std::vector<std::string_view> after = {};  ///< after one of these names
  bool at_blank_line = false;                ///< at a blank line
};

/// The records of a file whose lines are `NAME = value` (with `separator` in place of the equals sign), `[section]`,
/// `# comment`, blank, or a word alone, which becomes a name without a value.
[[nodiscard]] std::vector<Record> records(const File& file, char separator, const Ends& ends);

}  // namespace outside
