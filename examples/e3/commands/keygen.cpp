#include "commands/commands.hpp"
#include "exit_code.hpp"
#include "key_file.hpp"

namespace tool {

ExitCode keygen(const KeygenOptions& options) {
  create_root(options.file, new_root());
  return ExitCode::done;
}

}  // namespace tool
