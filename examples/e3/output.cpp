#include "output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/store/file/posix_files.hpp"
#include "exit_code.hpp"
#include "files.hpp"
#include "random.hpp"
#include "standard_streams.hpp"

namespace tool {

namespace {

// Control characters can reprogram a terminal; those of C1 come as two bytes in UTF-8.
bool fit_for_terminal(e3::Bytes bytes) {
  bool after_c2 = false;
  return std::all_of(bytes.begin(), bytes.end(), [&](std::uint8_t byte) {
    const bool c1 = std::exchange(after_c2, byte == 0xC2) && byte >= 0x80 && byte < 0xA0;
    const bool c0 = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
    return !c0 && !c1;
  });
}

}  // namespace

Output::Output(OutputChoice choice) : choice_{std::move(choice)}, name_{choice_.path} {
  if (choice_.path == "-") {
    name_ = "standard output";
    descriptor_ = STDOUT_FILENO;
    if (output_was_closed()) {
      throw Failure{ExitCode::output, name_ + ": it is closed; leave it open"};
    }
    terminal_ = ::isatty(descriptor_) != 0;
    return;
  }
  struct stat status{};
  if (::stat(choice_.path.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) {
      throw Failure{ExitCode::output, name_ + ": this is a folder; give the name of a file"};
    }
    // /dev/stdout and its like are links, whatever they lead to, and must not be replaced.
    const bool is_system_link = choice_.path.rfind("/dev/", 0) == 0 && std::filesystem::is_symlink(choice_.path);
    if (!S_ISREG(status.st_mode) || is_system_link) {
      open_stream(choice_.path);
      return;
    }
  }
  if (!choice_.replace && is_there(choice_.path)) {
    throw Failure{ExitCode::exists, name_ + ": this file is there already; choose another name, or say --force"};
  }
  create_beside();
}

Output::~Output() {
  if (!temporary_.empty()) {
    ::unlink(temporary_.c_str());
  }
}

void Output::open_stream(const std::string& path) {
  file_ = e3::FileHandle{::open(path.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC)};
  if (!file_) {
    fail("it cannot be written to");
  }
  descriptor_ = file_.get();
  terminal_ = ::isatty(descriptor_) != 0;
}

void Output::create_beside() {
  const std::string temporary = choice_.path + "." + random_name() + ".new";
  const mode_t mode = choice_.secret ? 0600 : 0666;
  file_ = e3::FileHandle{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)};
  if (!file_) {
    fail("it cannot be created");
  }
  temporary_ = temporary;
  descriptor_ = file_.get();
}

void Output::stage(e3::Bytes content) {
  if (terminal_ && !fit_for_terminal(content)) {
    throw Failure{ExitCode::usage, name_ +
                                       ": this is a terminal, and the payload has control characters; say "
                                       "-o FILE or --json"};
  }
  if (temporary_.empty()) {
    staged_.assign(content.begin(), content.end());
  } else if (!write_all(descriptor_, content) || ::fsync(descriptor_) != 0) {
    fail("it cannot be written");
  }
}

void Output::publish() {
  if (temporary_.empty()) {
    if (!write_all(descriptor_, staged_)) {
      fail("it cannot be written");
    }
    return;
  }
  if (!put_in_place()) {
    const std::string kept = std::exchange(temporary_, {});
    throw Failure{ExitCode::output, name_ + ": it cannot be put in place (" + system_reason() +
                                        "); what belongs there is in " + kept + ", so give that its name"};
  }
  temporary_.clear();
  if (!sync_folder_of(choice_.path)) {
    fail("its folder cannot be synced");
  }
}

bool Output::put_in_place() const {
  const char* from = temporary_.c_str();
  const char* to = choice_.path.c_str();
  if (choice_.replace) {
    return ::rename(from, to) == 0;
  }
  // A link, since another run may have made a file of this name meanwhile, which a rename would replace.
  if (::link(from, to) == 0) {
    ::unlink(from);
    return true;
  }
  // File systems without links: the name was free when the output was opened, and is looked at once more.
  const bool linkless = errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS;
  if (linkless && is_there(choice_.path)) {
    errno = EEXIST;
    return false;
  }
  return linkless && ::rename(from, to) == 0;
}

void Output::write(const std::string& text) {
  stage(bytes_of(text));
  publish();
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): a whole line, and words for a sentence
void Output::report(const std::string& text, const std::string& effect) {
  try {
    write(text);
  } catch (const Failure& failure) {
    throw Failure{ExitCode::output, effect + ", and only this report is lost: " + failure.what()};
  }
}

void Output::fail(const std::string& what) const {
  if (errno == EPIPE) {
    throw Failure{ExitCode::output, name_ + ": whoever read it has closed it; nothing more was written to it"};
  }
  throw Failure{ExitCode::output, name_ + ": " + what + " (" + system_reason() + "); make room, or name another " +
                                      (choice_.path == "-" ? "output" : "file with -o")};
}

}  // namespace tool
