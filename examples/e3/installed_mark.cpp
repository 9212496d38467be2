#include "installed_mark.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

#include "e3/core/side.hpp"
#include "e3/store/file/posix_files.hpp"
#include "exit_code.hpp"
#include "files.hpp"
#include "names.hpp"

namespace tool {

InstalledMark::InstalledMark(const std::string& root_path, e3::Side side) {
  const std::string path = root_path + ".installed-" + name_of(side);
  const e3::FileHandle file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
  if (!file && errno == EEXIST) {
    throw Failure{ExitCode::exists, root_path + ": this root was installed on the " + name_of(side) +
                                        "'s side before, and a second time would repeat nonces; make a new one with "
                                        "`e3 keygen`, for both sides"};
  }
  if (!file || ::fsync(file.get()) != 0 || !sync_folder_of(path)) {
    throw Failure{ExitCode::output, path + ": cannot note that the root is installed (" + system_reason() +
                                        "); keep the root in a folder that you may write to"};
  }
  path_ = path;
}

InstalledMark::InstalledMark(InstalledMark&& other) noexcept : path_{std::exchange(other.path_, {})} {}

InstalledMark::~InstalledMark() {
  if (!path_.empty()) {
    ::unlink(path_.c_str());
  }
}

}  // namespace tool
