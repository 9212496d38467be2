#include "lines.hpp"

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "exit_code.hpp"
#include "files.hpp"
#include "input.hpp"
#include "standard_streams.hpp"

namespace tool {

Lines::Lines(const std::string& path, std::size_t limit)
    : name_{name_of_input(path)},
      limit_{limit},
      file_{path == "-" ? -1 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)},
      descriptor_{path == "-" ? STDIN_FILENO : file_.get()} {
  if (path == "-" && input_was_closed()) {
    throw Failure{ExitCode::input, name_ + ": it is closed; name a file, or pipe the lines in"};
  }
  if (descriptor_ < 0) {
    throw Failure{ExitCode::input, name_ + ": the file cannot be read (" + system_reason() + "); check the path"};
  }
}

std::optional<std::vector<std::uint8_t>> Lines::next() {
  ++number_;
  auto end = std::find(buffer_.begin(), buffer_.end(), '\n');
  while (end == buffer_.end() && buffer_.size() <= limit_ && fill()) {
    end = std::find(buffer_.begin(), buffer_.end(), '\n');
  }
  if (static_cast<std::size_t>(end - buffer_.begin()) > limit_) {
    throw Failure{ExitCode::input, where() + ": more than " + std::to_string(limit_) +
                                       " bytes, which is too large for one message; split it"};
  }
  if (end == buffer_.end() && buffer_.empty()) {
    return std::nullopt;
  }
  std::vector<std::uint8_t> line{buffer_.begin(), end};
  buffer_.erase(buffer_.begin(), end == buffer_.end() ? end : end + 1);
  return line;
}

bool Lines::fill() {
  std::array<std::uint8_t, 4096> chunk;  // NOLINT(*-member-init): read() fills what is used
  ssize_t got = 0;
  do {
    got = ended_ ? 0 : ::read(descriptor_, chunk.data(), chunk.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) {
    throw Failure{ExitCode::input, where() + ": the input cannot be read (" + system_reason() + "); name a file"};
  }
  ended_ = got == 0;
  buffer_.insert(buffer_.end(), chunk.begin(), chunk.begin() + got);
  return !ended_;
}

}  // namespace tool
