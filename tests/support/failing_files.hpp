#pragma once

#include <cstdint>
#include <string>

#include "e3/store/file/posix_files.hpp"

namespace support {

/// The steps of replacing a file, in order.
enum class FileStep : std::uint8_t { create, write, sync, rename, sync_directory, none };

/// The system's files and one step that fails; counts how often a file was replaced.
struct FailingFiles : e3::PosixFiles {
  static inline FileStep failing = FileStep::none;
  static inline int renames = 0;

  static e3::Result<Handle> create(const std::string& path) noexcept {
    return failing == FileStep::create ? e3::Error::store_failed : PosixFiles::create(path);
  }
  static e3::Result<void> write(const Handle& file, e3::Bytes bytes) noexcept {
    if (failing != FileStep::write) {
      return PosixFiles::write(file, bytes);
    }
    // A full disk takes what still fits.
    static_cast<void>(PosixFiles::write(file, bytes.first(bytes.size() / 2)).has_value());
    return e3::Error::store_failed;
  }
  static e3::Result<void> sync(const Handle& file) noexcept {
    return failing == FileStep::sync ? e3::Error::store_failed : PosixFiles::sync(file);
  }
  static e3::Result<void> rename(const std::string& from, const std::string& to) noexcept {
    if (failing == FileStep::rename) {
      return e3::Error::store_failed;
    }
    ++renames;
    return PosixFiles::rename(from, to);
  }
  static e3::Result<void> sync_directory(const std::string& path) noexcept {
    return failing == FileStep::sync_directory ? e3::Error::store_failed : PosixFiles::sync_directory(path);
  }
};

/// Makes one step fail for as long as it lives.
class FailAt {
 public:
  explicit FailAt(FileStep step) { FailingFiles::failing = step; }
  FailAt(const FailAt&) = delete;
  FailAt& operator=(const FailAt&) = delete;
  ~FailAt() { FailingFiles::failing = FileStep::none; }
};

}  // namespace support
