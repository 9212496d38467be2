#pragma once

#include "exit_code.hpp"

namespace tool {

/// Parses the command line and runs its command. Throws `Failure`.
[[nodiscard]] ExitCode run_command_line(int argc, char** argv);

}  // namespace tool
