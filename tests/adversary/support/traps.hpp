#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace adversary {

/// True if `call` ends its process by a trap; it runs in a child.
template <class Call>
bool traps(Call call) {
  const pid_t child = ::fork();
  if (child == 0) {
    // Sanitizers would report the trap as a crash of their own and exit.
    std::signal(SIGILL, SIG_DFL);
    std::signal(SIGTRAP, SIG_DFL);
    call();
    ::_exit(0);
  }
  int status = 0;
  return child > 0 && ::waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
         (WTERMSIG(status) == SIGILL || WTERMSIG(status) == SIGTRAP);
}

}  // namespace adversary
