#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tool_tests {

/// What the tool's standard output is connected to.
enum class Out : std::uint8_t { file, closed, closed_pipe, full, terminal };

/// How the tool is started.
struct Start {
  std::string input = {};     ///< bytes on standard input
  bool input_closed = false;  ///< no standard input at all
  Out out = Out::file;
  std::size_t max_file_size = 0;  ///< a disk on which no file gets larger, in bytes; 0 is no limit
  bool as_plain_user = false;     ///< without root's right to ignore permissions
};

/// How a run of the tool ended.
struct Ended {
  int code;         ///< its exit code, or 128 and the signal's number
  std::string out;  ///< its standard output, also a terminal's; empty if it was not captured
  std::string err;
};

/// The real tool, run to its end.
[[nodiscard]] Ended run(const std::vector<std::string>& arguments, const Start& start = {});

}  // namespace tool_tests
