#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "support/catch.hpp"

namespace support {

/// A forked process that runs `call`, says that it did, and then waits to be killed.
class WaitingChild {
 public:
  template <class Call>
  explicit WaitingChild(Call call) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    child_ = ::fork();
    REQUIRE(child_ >= 0);
    if (child_ == 0) {
      ::close(ends[0]);
      const auto kept = call();
      const char answer = kept ? 'y' : 'n';
      static_cast<void>(::write(ends[1], &answer, 1) == 1);
      for (;;) {
        ::pause();
      }
    }
    ::close(ends[1]);
    char answer = 0;
    succeeded_ = ::read(ends[0], &answer, 1) == 1 && answer == 'y';
    ::close(ends[0]);
  }
  WaitingChild(const WaitingChild&) = delete;
  WaitingChild& operator=(const WaitingChild&) = delete;
  ~WaitingChild() { kill(); }

  /// Whether the call's result was a success.
  [[nodiscard]] bool succeeded() const noexcept { return succeeded_; }

  /// Ends it as a power cut of its process would: with no chance to clean up.
  void kill() noexcept {
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
      child_ = -1;
    }
  }

 private:
  pid_t child_ = -1;
  bool succeeded_ = false;
};

}  // namespace support
