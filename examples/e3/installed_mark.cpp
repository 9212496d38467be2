#include "installed_mark.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

#include "e3/core/side.hpp"
#include "e3/store/file/posix_files.hpp"
#include "exit_code.hpp"
#include "files.hpp"
#include "hex.hpp"
#include "key_file.hpp"
#include "names.hpp"
#include "user_folder.hpp"

namespace tool {

namespace {

/// What a root is known by again: nothing of the root can be told from it.
std::string identity_of(const RootBytes& root) {
  constexpr std::string_view purpose{"e3 tool: a root's identity"};
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
  if (::crypto_generichash(digest.data(), digest.size(), root.bytes().data(), root.bytes().size(),
                           reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size()) != 0) {
    throw Failure{ExitCode::internal, "libsodium cannot hash; check how it is set up"};
  }
  return to_hex(digest);
}

}  // namespace

InstalledMark InstalledMark::beside(const std::string& root_path, e3::Side side) {
  return {root_path + ".installed-" + name_of(side), root_path, side};
}

InstalledMark InstalledMark::of_user(const RootBytes& root, const std::string& root_name, e3::Side side) {
  return {user_folder("installed-roots") + "/" + identity_of(root) + "-" + name_of(side), root_name, side};
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): a file's path, and the words for a root
InstalledMark::InstalledMark(const std::string& path, const std::string& root_name, e3::Side side) {
  const e3::FileHandle file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
  if (!file && errno == EEXIST) {
    throw Failure{ExitCode::exists, root_name + ": this root was installed on the " + name_of(side) +
                                        "'s side before, and a second time would repeat nonces; make a new one with "
                                        "`e3 keygen`, for both sides"};
  }
  if (!file || ::fsync(file.get()) != 0 || !sync_folder_of(path)) {
    throw Failure{ExitCode::output, path + ": cannot note that the root is installed (" + system_reason() +
                                        "); make this folder one that you may write to"};
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
