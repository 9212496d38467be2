#include "commands/commands.hpp"
#include "exit_code.hpp"
#include "key_file.hpp"

namespace tool {

ExitCode keygen(const KeygenOptions& options) {
  if (options.file == "-") {
    throw Failure{ExitCode::usage,
                  "a root is not written to standard output, where it may be shown or logged; name a file"};
  }
  create_root(options.file, new_root());
  return ExitCode::done;
}

}  // namespace tool
