#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "e3/store/file/durable_file.hpp"
#include "simulated_disk.hpp"

namespace disk {

enum class FileBug : std::uint8_t {
  none,
  file_not_synced,
  directory_not_synced,
  renamed_before_synced,
  written_in_place,
  sync_failure_ignored,
  left_over_emptied,  ///< `create` writes into the file that an interrupted replacement left, instead of a new one
};

/// The simulated files for a `DurableFile` with a bug.
template <FileBug Bug>
struct PlantedFiles : SimulatedFiles {
  static e3::Result<Handle> create(const std::string& path) noexcept {
    return Bug == FileBug::left_over_emptied ? handle(drive->create_or_empty(path)) : SimulatedFiles::create(path);
  }
};

}  // namespace disk

/// A `DurableFile` with a bug, which the stores take for the right one.
template <disk::FileBug Bug>
class e3::DurableFile<disk::PlantedFiles<Bug>> {
  using Io = disk::PlantedFiles<Bug>;

 public:
  [[nodiscard]] static Result<DurableFile> lock(std::string path) noexcept {
    auto handle = Io::lock(path + ".lock");
    if (!handle) {
      return handle.error();
    }
    return DurableFile{std::move(path), *std::move(handle)};
  }

  [[nodiscard]] Result<std::size_t> read(MutableBytes out) const noexcept { return Io::read(path_, out); }

  [[nodiscard]] Result<void> replace(Bytes content) noexcept {
    const std::string written = Bug == disk::FileBug::written_in_place ? path_ : path_ + ".new";
    const auto file = Io::create(written);
    if (!file) {
      return file.error();
    }
    if (auto done = Io::write(*file, content); !done) {
      return done.error();
    }
    if (Bug == disk::FileBug::renamed_before_synced) {
      if (auto done = Io::rename(written, path_); !done) {
        return done.error();
      }
    }
    if (Bug != disk::FileBug::file_not_synced) {
      if (auto done = Io::sync(*file); !done && Bug != disk::FileBug::sync_failure_ignored) {
        return done.error();
      }
    }
    if (Bug != disk::FileBug::renamed_before_synced && Bug != disk::FileBug::written_in_place) {
      if (auto done = Io::rename(written, path_); !done) {
        return done.error();
      }
    }
    return Bug == disk::FileBug::directory_not_synced ? Result<void>{} : Io::sync_directory("");
  }

 private:
  DurableFile(std::string path, typename Io::Handle lock) : path_{std::move(path)}, lock_{std::move(lock)} {}

  std::string path_;
  typename Io::Handle lock_;
};
