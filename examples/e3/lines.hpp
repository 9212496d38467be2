#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "e3/store/file/posix_files.hpp"

namespace tool {

/// The lines of a file, or of standard input for "-", each as soon as it is there.
class Lines {
 public:
  /// Throws `Failure` (input) if the file cannot be opened. A line of more than `limit` bytes is refused.
  Lines(const std::string& path, std::size_t limit);

  /// The next line without its end, or nothing after the last. A last line may lack its end. Throws `Failure` (input).
  [[nodiscard]] std::optional<std::vector<std::uint8_t>> next();

  /// What sentences call the line that `next` gave last: the input's name and the line's number, from 1.
  [[nodiscard]] std::string where() const { return name_ + ", line " + std::to_string(number_); }

 private:
  bool fill();

  std::string name_;
  std::size_t limit_;
  e3::FileHandle file_;
  int descriptor_;
  std::vector<std::uint8_t> buffer_;
  std::size_t number_ = 0;
  bool ended_ = false;
};

}  // namespace tool
