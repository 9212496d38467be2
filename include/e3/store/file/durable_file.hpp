#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"

namespace e3 {

/// A small file with one writer whose content is replaced as a whole: after a power cut it holds the old content or the
/// new one. `Io` is `PosixFiles`, or a test's disk.
///
/// `path` names the file itself, not a symbolic link to it. Beside `path` it uses `path.lock` and `path.new`.
/// Move-only.
template <class Io>
class DurableFile {
 public:
  /// Takes the lock on `path`; the file need not exist. Errors: `store_locked`, `store_unreadable`.
  [[nodiscard]] static Result<DurableFile> lock(std::string path) noexcept {
    auto handle = Io::lock(path + ".lock");
    if (!handle) {
      return handle.error();
    }
    return DurableFile{std::move(path), *std::move(handle)};
  }

  /// Reads the content into `out` and returns its size; a longer file fills `out`. Errors: `store_blank`,
  /// `store_unreadable`.
  [[nodiscard]] Result<std::size_t> read(MutableBytes out) const noexcept { return Io::read(path_, out); }

  /// Replaces the content; durable when it returns success. On `store_failed` the file holds the old content or the
  /// new.
  [[nodiscard]] Result<void> replace(Bytes content) noexcept {
    // The content must be durable before the name points to it, and the name before anyone relies on it.
    const auto file = Io::create(fresh_);
    if (!file) {
      return file.error();
    }
    if (auto done = Io::write(*file, content); !done) {
      return done.error();
    }
    if (auto done = Io::sync(*file); !done) {
      return done.error();
    }
    if (auto done = Io::rename(fresh_, path_); !done) {
      return done.error();
    }
    return Io::sync_directory(directory_);
  }

 private:
  DurableFile(std::string path, typename Io::Handle lock)
      : path_{std::move(path)}, fresh_{path_ + ".new"}, directory_{directory_of(path_)}, lock_{std::move(lock)} {}

  static std::string directory_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, slash + 1);
  }

  std::string path_;
  std::string fresh_;
  std::string directory_;
  typename Io::Handle lock_;
};

}  // namespace e3
