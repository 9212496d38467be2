#include "user_folder.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "exit_code.hpp"
#include "files.hpp"

namespace tool {

namespace {

constexpr const char* remedy = "set XDG_STATE_HOME to a folder of yours that stays and that you may write to";

/// A variable that names a place from the root of the file system on; others are to be ignored.
std::string absolute(const char* variable) {
  const char* text = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): the tool has one thread
  return text != nullptr && text[0] == '/' ? text : "";
}

std::string state_home() {
  if (const auto folder = absolute("XDG_STATE_HOME"); !folder.empty()) {
    return folder;
  }
  if (const auto home = absolute("HOME"); !home.empty()) {
    return home + "/.local/state";
  }
  throw Failure{ExitCode::output,
                std::string{"HOME is not set, so there is no folder to note installed roots in; "} + remedy};
}

/// False, with errno set, if the system refuses.
bool make_with_parents(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0) {
    errno = ENOTDIR;
    return S_ISDIR(status.st_mode);
  }
  const auto slash = path.rfind('/');
  const bool above = slash == 0 || slash == std::string::npos || make_with_parents(path.substr(0, slash));
  // Another run may be making the same folder.
  return above && (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) && sync_folder_of(path);
}

}  // namespace

std::string user_folder(const std::string& name) {
  std::string folder = state_home() + "/e3/" + name;
  if (!make_with_parents(folder)) {
    throw Failure{ExitCode::output, folder + ": this folder, which notes the installed roots, cannot be made (" +
                                        system_reason() + "); " + remedy};
  }
  return folder;
}

}  // namespace tool
