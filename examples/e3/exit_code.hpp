#pragma once

#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include "e3/core/result.hpp"

namespace tool {

/// What a run ends with. The numbers are documented and do not change.
enum class ExitCode : int {
  done = 0,
  internal = 1,
  usage = 2,
  input = 3,
  not_authentic = 4,
  replayed = 5,
  state = 6,
  secret = 7,
  output = 8,
  exists = 9,
};

/// One line of the documentation of an exit code.
struct ExitCodeText {
  ExitCode code;
  const char* meaning;
};

/// Every exit code, as --help and docs/tool.md state it.
inline constexpr std::array exit_code_texts{
    ExitCodeText{ExitCode::done, "done"},
    ExitCodeText{ExitCode::internal, "this machine cannot do it: no AES hardware, no memory, a failing library"},
    ExitCodeText{ExitCode::usage, "the command line is wrong; nothing was done"},
    ExitCodeText{ExitCode::input, "the input cannot be read, is too large, or is not an envelope"},
    ExitCodeText{ExitCode::not_authentic,
                 "the envelope is forged, damaged, or of another device, suite, key, aad or closed key epoch"},
    ExitCodeText{ExitCode::replayed, "the envelope is authentic and was opened before"},
    ExitCodeText{ExitCode::state, "the state folder is missing, damaged, locked, full or used up"},
    ExitCodeText{ExitCode::secret, "a root file is missing, or others may read it, or it is no root"},
    ExitCodeText{ExitCode::output, "the output cannot be written, or there is no place to note an installed root"},
    ExitCodeText{ExitCode::exists, "something is there already and would be overwritten"},
};

/// Ends the command with an exit code and a sentence that says what happened and what to do.
class Failure : public std::runtime_error {
 public:
  Failure(ExitCode code, const std::string& sentence) : std::runtime_error{sentence}, code_{code} {}

  [[nodiscard]] ExitCode code() const noexcept { return code_; }

 private:
  ExitCode code_;
};

/// The failure that an error of the library is, with `where` (a file, a folder) in front of its sentence.
[[nodiscard]] Failure failure_of(e3::Error error, const std::string& where);

/// The value of a result, or its failure.
template <class T>
[[nodiscard]] T value_of(e3::Result<T> result, const std::string& where) {
  if (!result) {
    throw failure_of(result.error(), where);
  }
  return *std::move(result);
}

/// Throws the failure of a result that is one.
inline void check(e3::Result<void> result, const std::string& where) {
  if (!result) {
    throw failure_of(result.error(), where);
  }
}

}  // namespace tool
