#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "e3/core/bytes.hpp"

namespace tool {

/// The system's reason for the last failed call, such as "No space left on device".
[[nodiscard]] std::string system_reason();

/// Writes all of `bytes`; false, with errno set, if the system refuses.
[[nodiscard]] bool write_all(int descriptor, e3::Bytes bytes);

/// Reads up to `limit` bytes, until the end; false, with errno set, if the system refuses.
[[nodiscard]] bool read_up_to(int descriptor, std::vector<std::uint8_t>& out, std::size_t limit);

/// Makes the names in the folder of `path` durable; false, with errno set, if the system refuses.
[[nodiscard]] bool sync_folder_of(const std::string& path);

/// Whether anything has this name, be it a link that leads nowhere.
[[nodiscard]] bool is_there(const std::string& path);

/// A text as bytes.
[[nodiscard]] e3::Bytes bytes_of(const std::string& text);

}  // namespace tool
