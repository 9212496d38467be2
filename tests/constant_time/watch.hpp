#pragma once

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "follow.hpp"

#if defined(E3_FOLLOWED_BY_MSAN)
#include <sys/wait.h>
#endif

namespace constant_time {

#if defined(E3_FOLLOWED_BY_MSAN)
/// The exit status of a program that MemorySanitizer ends; msan_settings.cpp sets it.
inline constexpr int reported = 77;
#endif

/// True if the program runs under the tool that it was built for.
[[nodiscard]] inline bool is_followed() noexcept {
#if defined(E3_FOLLOWED_BY_MSAN)
  return true;
#else
  return RUNNING_ON_VALGRIND != 0;
#endif
}

/// Runs `work` and returns whether the tool reported anything in it. Ends the program if `work` fails by itself.
template <class Work>
[[nodiscard]] bool is_reported_in(const char* name, Work work) {
  std::fflush(stdout);
#if defined(E3_FOLLOWED_BY_MSAN)
  // It ends the process at its first report, so each work has a process of its own.
  const pid_t child = fork();
  if (child == 0) {
    _exit(work() ? 0 : 1);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) {
    std::perror("fork");
    std::exit(2);
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == reported) {
    return true;
  }
  const bool works = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  const bool is_reported = false;
#else
  const unsigned before = VALGRIND_COUNT_ERRORS;
  const bool works = work();
  const bool is_reported = VALGRIND_COUNT_ERRORS != before;
#endif
  if (!works) {
    std::printf("%s does not work\n", name);
    std::exit(2);
  }
  return is_reported;
}

/// Counts what was watched.
class Watch {
 public:
  /// `work` handles secrets and returns whether it did what it should. Nothing may be reported in it.
  template <class Work>
  void quiet(const std::string& name, Work work) {
    const bool leaks = is_reported_in(name.c_str(), work);
    std::printf("%-60s %s\n", name.c_str(), leaks ? "LEAKS" : "quiet");
    ++count_;
    leaks_ += leaks ? 1 : 0;
  }

  /// The program's exit status.
  [[nodiscard]] int finish() const {
    if (!is_followed()) {
      std::puts("Nothing follows the secrets: run this under valgrind.");
      return 2;
    }
    std::printf("%d of %d leak\n", leaks_, count_);
    return leaks_ == 0 && count_ > 0 ? 0 : 1;
  }

 private:
  int count_ = 0;
  int leaks_ = 0;
};

}  // namespace constant_time
