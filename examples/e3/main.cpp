// e3: seals, opens and inspects envelopes from the command line. `e3 --help` is its manual.

#include <signal.h>
#include <sys/stat.h>

#include <exception>
#include <string>

#include "command_line.hpp"
#include "exit_code.hpp"
#include "notice.hpp"
#include "random.hpp"
#include "standard_streams.hpp"

int main(int argc, char** argv) {
  tool::hold_standard_streams();
  // A umask may be for others; the owner's bits in it would lock the next run out of the state.
  static_cast<void>(::umask(::umask(077) & 077U));
  // A closed pipe and a file size limit are then errors of a write, with a sentence and an exit code.
  static_cast<void>(::signal(SIGPIPE, SIG_IGN));
  static_cast<void>(::signal(SIGXFSZ, SIG_IGN));
  try {
    tool::open_random();
    return static_cast<int>(tool::run_command_line(argc, argv));
  } catch (const tool::Failure& failure) {
    tool::say_failure(failure.what());
    return static_cast<int>(failure.code());
  } catch (const std::exception& error) {
    tool::say_failure(std::string{"this should not happen: "} + error.what() + "; free memory, or report it");
    return static_cast<int>(tool::ExitCode::internal);
  }
}
