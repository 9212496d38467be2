#pragma once

#if defined(_WIN32)
#error "e3: the file store needs a POSIX system (fsync, rename, flock); implement CounterStore for this one"
#endif

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"

namespace e3 {

/// An open file descriptor with one owner; closed when it goes.
class FileHandle {
 public:
  constexpr FileHandle() noexcept = default;
  explicit constexpr FileHandle(int descriptor) noexcept : descriptor_{descriptor} {}
  FileHandle(FileHandle&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
  FileHandle& operator=(FileHandle&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  ~FileHandle() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }

  [[nodiscard]] int get() const noexcept { return descriptor_; }
  [[nodiscard]] explicit operator bool() const noexcept { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

/// The file operations that the file stores are made of, on POSIX. A test puts a failing disk in its place.
///
/// Each call that fails returns `store_failed`, or what it says, and has no effect that a later call must undo.
struct PosixFiles {
  using Handle = FileHandle;

  /// Reads a file from its start into `out` and returns how many bytes; a longer file fills `out`. Errors:
  /// `store_blank` if there is none, `store_unreadable`, also for a symbolic link: `rename` would put a file in the
  /// link's place and leave the old state where the link led.
  [[nodiscard]] static Result<std::size_t> read(const std::string& path, MutableBytes out) noexcept {
    // Not blocking, so that a pipe of that name is not waited for.
    const FileHandle file{::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
    if (!file) {
      return errno == ENOENT ? Error::store_blank : Error::store_unreadable;
    }
    std::size_t size = 0;
    while (size < out.size()) {
      const ssize_t got = ::read(file.get(), out.data() + size, out.size() - size);
      if (got == 0) {
        break;
      }
      if (got < 0 && errno != EINTR) {
        return Error::store_unreadable;
      }
      size += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    return size;
  }

  /// Creates a file that only its owner may read, in the place of one that is left over, which is never written to.
  [[nodiscard]] static Result<Handle> create(const std::string& path) noexcept {
    // Where a cut tears a rename apart, the file in use has both names: emptied here, the next cut would lose it.
    ::unlink(path.c_str());
    FileHandle file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (!file) {
      return Error::store_failed;
    }
    return file;
  }

  /// Appends all of `bytes`.
  [[nodiscard]] static Result<void> write(const Handle& file, Bytes bytes) noexcept {
    while (!bytes.empty()) {
      const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
      if (put < 0 && errno != EINTR) {
        return Error::store_failed;
      }
      bytes = bytes.subspan(put > 0 ? static_cast<std::size_t>(put) : 0);
    }
    return {};
  }

  /// Makes a file's content durable.
  [[nodiscard]] static Result<void> sync(const Handle& file) noexcept {
    return ::fsync(file.get()) == 0 ? Result<void>{} : Error::store_failed;
  }

  /// Puts the file `from` in the place of `to`, at once.
  [[nodiscard]] static Result<void> rename(const std::string& from, const std::string& to) noexcept {
    return ::rename(from.c_str(), to.c_str()) == 0 ? Result<void>{} : Error::store_failed;
  }

  /// Makes the names in a directory durable.
  [[nodiscard]] static Result<void> sync_directory(const std::string& path) noexcept {
    const FileHandle directory{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    return directory && ::fsync(directory.get()) == 0 ? Result<void>{} : Error::store_failed;
  }

  /// Takes the lock that `path` stands for; it is held until the handle goes or the process ends, however it ends.
  /// Errors: `store_locked` if somebody has it, `store_unreadable`.
  [[nodiscard]] static Result<Handle> lock(const std::string& path) noexcept {
    FileHandle file{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (!file) {
      return Error::store_unreadable;
    }
    while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EINTR) {
        return errno == EWOULDBLOCK ? Error::store_locked : Error::store_unreadable;
      }
    }
    return file;
  }
};

}  // namespace e3
