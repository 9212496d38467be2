#pragma once

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace support {

/// True if `call` ends its process by a trap. It runs in a forked child, so this process lives on.
template <class Call>
[[nodiscard]] bool traps(Call call) {
  const pid_t child = ::fork();
  if (child == 0) {
    // The test framework's handlers would report the trap as a failure of the test.
    for (const int signal : {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGFPE}) {
      std::signal(signal, SIG_DFL);
    }
    const rlimit no_core{0, 0};
    static_cast<void>(::setrlimit(RLIMIT_CORE, &no_core));
    call();
    ::_exit(0);
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child || !WIFSIGNALED(status)) {
    return false;
  }
  const int signal = WTERMSIG(status);
#ifdef __s390x__
  // Where its compare-and-trap instruction is the trap.
  if (signal == SIGFPE) {
    return true;
  }
#endif
  return signal == SIGILL || signal == SIGTRAP;
}

}  // namespace support
