#include "input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "e3/core/bytes.hpp"
#include "e3/store/file/posix_files.hpp"
#include "exit_code.hpp"
#include "files.hpp"
#include "hex.hpp"
#include "standard_streams.hpp"

namespace tool {

std::string name_of_input(const std::string& path) { return path == "-" ? "standard input" : path; }

std::vector<std::uint8_t> read_input(const std::string& path, std::size_t limit) {
  const auto refuse = [&](const std::string& why) { throw Failure{ExitCode::input, name_of_input(path) + ": " + why}; };
  const bool standard = path == "-";
  if (standard && input_was_closed()) {
    refuse("it is closed; name a file, or pipe the input in");
  }
  const e3::FileHandle file{standard ? -1 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!standard && !file) {
    refuse("the file cannot be read (" + system_reason() + "); check the path");
  }
  std::vector<std::uint8_t> bytes;
  if (!read_up_to(standard ? STDIN_FILENO : file.get(), bytes, limit + 1)) {
    refuse("the input cannot be read (" + system_reason() + "); name a file");
  }
  if (bytes.size() > limit) {
    refuse("more than " + std::to_string(limit) + " bytes, which is too large for one message; split it");
  }
  return bytes;
}

namespace {

std::string_view without_space(e3::Bytes text) {
  constexpr std::string_view space = " \t\r\n";
  std::string_view digits{reinterpret_cast<const char*>(text.data()), text.size()};
  digits.remove_prefix(std::min(digits.find_first_not_of(space), digits.size()));
  return digits.substr(0, digits.find_last_not_of(space) + 1);
}

bool is_hex_text(e3::Bytes text) {
  const auto digits = without_space(text);
  return !digits.empty() && from_hex(digits);
}

}  // namespace

std::vector<std::uint8_t> envelope_from_hex(e3::Bytes text, const std::string& where) {
  auto bytes = from_hex(without_space(text));
  if (!bytes) {
    throw Failure{ExitCode::input, where +
                                       ": this is not an even number of hexadecimal digits; give what "
                                       "`e3 seal --hex` wrote, or leave out --hex and --lines"};
  }
  return *std::move(bytes);
}

std::vector<std::uint8_t> read_envelope(const std::string& path, bool hex) {
  const auto bytes = read_input(path, max_envelope_size * (hex ? 2 : 1));
  if (hex) {
    return envelope_from_hex(bytes, name_of_input(path));
  }
  // A tag is 16 random bytes: hardly one envelope in 10^17 is a text of digits.
  if (is_hex_text(bytes)) {
    throw Failure{ExitCode::input,
                  name_of_input(path) + ": these are hexadecimal digits, and an envelope is binary; say --hex"};
  }
  return bytes;
}

}  // namespace tool
