#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

/// A child process whose output is read line by line; it is killed when its owner goes, however that ends.
class Process {
 public:
  Process(std::string name, const std::vector<std::string>& command) : name_{std::move(name)} {
    int pipe_ends[2];
    if (::pipe2(pipe_ends, O_CLOEXEC) != 0) {
      std::perror("pipe");
      std::exit(1);
    }
    pid_ = ::fork();
    if (pid_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      ::dup2(pipe_ends[1], STDOUT_FILENO);
      ::dup2(pipe_ends[1], STDERR_FILENO);
      std::vector<char*> arguments;
      for (const auto& argument : command) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
      }
      arguments.push_back(nullptr);
      ::execv(arguments[0], arguments.data());
      std::perror(arguments[0]);
      ::_exit(127);
    }
    ::close(pipe_ends[1]);
    output_ = pipe_ends[0];
    ::fcntl(output_, F_SETFL, O_NONBLOCK);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    stop(SIGKILL);
    ::close(output_);
  }

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] int output() const { return output_; }

  /// Sends a signal and waits for the end. What it printed until then can still be read.
  void stop(int signal) {
    if (pid_ > 0) {
      ::kill(pid_, signal);
      ::waitpid(pid_, nullptr, 0);
      pid_ = -1;
    }
  }

  /// True once it has ended by itself.
  bool ended() {
    if (pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_) {
      pid_ = -1;
      return true;
    }
    return false;
  }

  /// Gives every line printed so far to `handle`. A line that a kill cut off is given only if it is complete.
  template <class Handle>
  void read_lines(Handle handle) {
    char buffer[4096];
    for (ssize_t size = 0; (size = ::read(output_, buffer, sizeof buffer)) > 0;) {
      pending_.append(buffer, static_cast<std::size_t>(size));
    }
    for (std::size_t end = 0; (end = pending_.find('\n')) != std::string::npos; pending_.erase(0, end + 1)) {
      handle(name_, pending_.substr(0, end));
    }
  }

 private:
  std::string name_;
  pid_t pid_ = -1;
  int output_ = -1;
  std::string pending_;
};
