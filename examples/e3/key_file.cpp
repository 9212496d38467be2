#include "key_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <string>

#include "e3/core/secret.hpp"
#include "e3/keys/root.hpp"
#include "e3/store/file/posix_files.hpp"
#include "exit_code.hpp"
#include "files.hpp"
#include "random.hpp"
#include "standard_streams.hpp"

namespace tool {

namespace {

[[noreturn]] void refuse(const std::string& where, const std::string& why) {
  throw Failure{ExitCode::secret, where + ": " + why};
}

// One byte more than a root has, to see that there is none. Read into a buffer that is wiped, and not through a vector
// that would leave copies behind.
RootBytes take_root(int descriptor, const std::string& where) {
  using Buffer = e3::Secret<e3::root_size + 1>;
  Buffer buffer;
  std::size_t size = 0;
  while (size < Buffer::size) {
    const ssize_t got = ::read(descriptor, buffer.bytes().data() + size, Buffer::size - size);
    if (got == 0) {
      break;
    }
    if (got < 0 && errno != EINTR) {
      refuse(where, "the root cannot be read (" + system_reason() + "); check the file");
    }
    size += got > 0 ? static_cast<std::size_t>(got) : 0;
  }
  if (size != e3::root_size) {
    refuse(where, std::string{size < e3::root_size ? "too short" : "too long"} +
                      " for a root, which has exactly 32 bytes; make one with `e3 keygen`");
  }
  const auto root = buffer.bytes().first<e3::root_size>();
  if (std::all_of(root.begin(), root.end(), [&](auto byte) { return byte == root[0]; })) {
    refuse(where, "32 equal bytes are no secret; make a root with `e3 keygen`");
  }
  return RootBytes{root};
}

}  // namespace

RootBytes new_root() {
  RootBytes root;
  fill_random(root.bytes());
  return root;
}

RootBytes read_root(const std::string& path) {
  // Not blocking, so that a pipe of that name is refused and not waited for.
  const e3::FileHandle file{::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
  if (!file && errno == ELOOP) {
    refuse(path, "a root file must not be a symbolic link; give the path of the file itself");
  }
  if (!file) {
    refuse(path, "the root cannot be read (" + system_reason() + "); give a file that `e3 keygen` made");
  }
  struct stat status{};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    refuse(path, "this is not a plain file; give a file that `e3 keygen` made");
  }
  if ((status.st_mode & 077U) != 0) {
    refuse(path, "others may read or change this root; say `chmod 600 " + path +
                     "`, and if anybody may have read it, provision "
                     "with a new root");
  }
  return take_root(file.get(), path);
}

RootBytes read_root_from_input() {
  if (input_was_closed()) {
    refuse("standard input", "it is closed; pipe the 32 bytes of a root into it");
  }
  if (::isatty(STDIN_FILENO) != 0) {
    refuse("standard input", "a root is not typed at a terminal; pipe its 32 bytes into it");
  }
  return take_root(STDIN_FILENO, "standard input");
}

void create_root(const std::string& path, const RootBytes& root) {
  const e3::FileHandle file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
  if (!file && errno == EEXIST) {
    throw Failure{ExitCode::exists,
                  path + ": this name is taken, and a root is never overwritten; choose another name"};
  }
  if (!file) {
    throw Failure{ExitCode::output, path + ": the root file cannot be created (" + system_reason() +
                                        "); give a folder that exists and that you may write to"};
  }
  if (!write_all(file.get(), root.bytes()) || ::fsync(file.get()) != 0 || !sync_folder_of(path)) {
    const std::string reason = system_reason();
    ::unlink(path.c_str());
    throw Failure{ExitCode::output, path + ": the root file cannot be written (" + reason +
                                        "); make room, or choose "
                                        "another folder"};
  }
}

}  // namespace tool
