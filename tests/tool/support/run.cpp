#include "support/run.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "support/catch.hpp"

namespace tool_tests {

namespace {

/// What is there to be read now.
std::string read_all(int descriptor) {
  REQUIRE(::fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0);
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t got = ::read(descriptor, buffer.data(), buffer.size()); got > 0;
       got = ::read(descriptor, buffer.data(), buffer.size())) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return text;
}

/// A file without a name, so that no run waits for a reader.
class Scratch {
 public:
  Scratch() : file_{std::tmpfile()} { REQUIRE(file_ != nullptr); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { std::fclose(file_); }

  [[nodiscard]] int descriptor() const { return ::fileno(file_); }

  void fill(const std::string& text) const {
    REQUIRE(std::fwrite(text.data(), 1, text.size(), file_) == text.size());
    REQUIRE(std::fflush(file_) == 0);
    REQUIRE(std::fseek(file_, 0, SEEK_SET) == 0);
  }

  [[nodiscard]] std::string content() const {
    REQUIRE(std::fseek(file_, 0, SEEK_SET) == 0);
    std::string text;
    for (int byte = std::fgetc(file_); byte != EOF; byte = std::fgetc(file_)) {
      text += static_cast<char>(byte);
    }
    return text;
  }

 private:
  std::FILE* file_;
};

/// Standard error, which must work where no file can grow. What it says fits into the pipe.
class Pipe {
 public:
  Pipe() { REQUIRE(::pipe2(ends_.data(), O_CLOEXEC) == 0); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }

  [[nodiscard]] int descriptor() const { return ends_[1]; }
  [[nodiscard]] std::string content() const { return read_all(ends_[0]); }

 private:
  std::array<int, 2> ends_{-1, -1};
};

/// A pseudo-terminal.
class Terminal {
 public:
  Terminal() : master_{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)} {
    REQUIRE(master_ >= 0);
    REQUIRE(::grantpt(master_) == 0);
    REQUIRE(::unlockpt(master_) == 0);
    std::array<char, 64> name{};
    REQUIRE(::ptsname_r(master_, name.data(), name.size()) == 0);
    slave_ = ::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    REQUIRE(slave_ >= 0);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal() {
    ::close(slave_);
    ::close(master_);
  }

  [[nodiscard]] int slave() const { return slave_; }

  /// What was shown so far.
  [[nodiscard]] std::string content() const { return read_all(master_); }

 private:
  int master_;
  int slave_ = -1;
};

// Between fork and exec: what fails here ends the child with a code that no test expects.
[[noreturn]] void become_tool(char* const* arguments, const Start& start, int in, int out, int err) {
  constexpr int impossible = 99;
  constexpr unsigned seconds = 60;
  bool good = ::dup2(err, STDERR_FILENO) >= 0;
  good = good && (out < 0 ? ::close(STDOUT_FILENO) == 0 : ::dup2(out, STDOUT_FILENO) >= 0);
  good = good && (start.input_closed ? ::close(STDIN_FILENO) == 0 : ::dup2(in, STDIN_FILENO) >= 0);
  if (start.max_file_size > 0) {
    const rlimit limit{start.max_file_size, start.max_file_size};
    good = good && ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
  }
  if (start.as_plain_user && ::geteuid() == 0) {
    good =
        good && ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE) == 0 && ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH) == 0;
  }
  // A tool that waits for what never comes is killed, and does not hold up the tests.
  ::alarm(seconds);
  if (good) {
    ::execv(arguments[0], arguments);
  }
  std::_Exit(impossible);
}

}  // namespace

Ended run(const std::vector<std::string>& arguments, const Start& start) {
  const Scratch in;
  const Scratch captured;
  const Pipe err;
  // Made only where it is looked at: not every machine has one to give.
  std::optional<Terminal> terminal;
  in.fill(start.input);
  int out = -1;
  std::array<int, 2> ends{-1, -1};
  if (start.out == Out::file) {
    out = captured.descriptor();
  } else if (start.out == Out::full) {
    out = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    REQUIRE(out >= 0);
  } else if (start.out == Out::terminal) {
    out = terminal.emplace().slave();
  } else if (start.out == Out::closed_pipe) {
    REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    ::close(ends[0]);
    out = ends[1];
  }

  std::vector<std::string> words{E3_TOOL};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (auto& word : words) {
    pointers.push_back(word.data());
  }
  pointers.push_back(nullptr);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    become_tool(pointers.data(), start, in.descriptor(), out, err.descriptor());
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    REQUIRE(errno == EINTR);
  }
  if (start.out == Out::full || start.out == Out::closed_pipe) {
    ::close(out);
  }
  return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          .out = terminal ? terminal->content() : captured.content(),
          .err = err.content()};
}

}  // namespace tool_tests
