#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "e3/core/bytes.hpp"
#include "json.hpp"

namespace tool {

/// One field of an envelope: where it lies, its bytes, and what they mean.
struct Field {
  std::string name;
  std::size_t offset;
  e3::Bytes bytes;
  std::string meaning;
};

/// Every field of an envelope, in order and without gaps; they point into `envelope`. Needs no key, and what it says is
/// a claim. Throws `Failure` (input) with `where` if the bytes are no envelope.
[[nodiscard]] std::vector<Field> fields_of(e3::Bytes envelope, const std::string& where);

/// The fields as a table for people.
[[nodiscard]] std::string table_of(const std::vector<Field>& fields);

/// The fields and what they add up to, for programs.
[[nodiscard]] Json json_of(e3::Bytes envelope, const std::vector<Field>& fields);

}  // namespace tool
