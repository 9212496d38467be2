#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "choices.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "support/byte_arrays.hpp"

// Implementation notes
//
// A file has what is on the medium and what is in the page cache. A name has what is on the medium and every state it
// went through since its directory was synced. At a cut each name takes any of these states and each piece of an
// unsynced file is old, new or zeros, independently: so a name can reach the medium before its file's content, and
// after a rename both names can stand for one file, as on file systems without a journal.
//
// A sync that fails drops what it should have written: a later one reports success and does not write it either, as
// Linux does.

namespace disk {

/// A disk with one directory whose power can be cut at any operation.
class SimulatedDisk {
 public:
  struct File {
    support::ByteVector medium;
    support::ByteVector cache;
    bool dirty = false;
    bool dropped = false;  ///< by a sync that failed
  };
  using FilePointer = std::shared_ptr<File>;

  explicit SimulatedDisk(Choices& choices) : choices_{choices} {}

  /// Cuts the power at the `step`-th operation from now on, counted from 1, before or after it takes effect.
  void cut_at(std::size_t step, bool after) {
    cut_in_ = step;
    cut_after_ = after;
  }
  /// Makes the `step`-th operation from now on fail, with the power on.
  void fail_at(std::size_t step) { fail_in_ = step; }

  [[nodiscard]] bool is_off() const noexcept { return off_; }
  [[nodiscard]] std::size_t failures() const noexcept { return failures_; }

  /// What the medium has after the cut becomes all there is.
  void reboot() {
    std::map<File*, FilePointer> kept;
    for (auto& [path, name] : names_) {
      if (!name.pending.empty()) {
        const std::size_t state = choices_.pick(name.pending.size() + 1);
        name.medium = state == 0 ? name.medium : name.pending[state - 1];
      }
      name = {.medium = name.medium, .pending = {}, .dropped = false};
      if (name.medium && kept.emplace(name.medium.get(), name.medium).second) {
        settle(*name.medium);
      }
    }
    locked_.clear();
    off_ = false;
    cut_in_ = fail_in_ = 0;
    ++boots_;
  }

  e3::Result<std::size_t> read(const std::string& path, e3::MutableBytes out) {
    if (begin() != Effect::whole) {
      return e3::Error::store_unreadable;
    }
    const auto file = find(path);
    if (!file) {
      return e3::Error::store_blank;
    }
    const std::size_t size = std::min(out.size(), file->cache.size());
    std::copy_n(file->cache.begin(), size, out.begin());
    return size;
  }

  /// As `PosixFiles`: a file that is left over loses its name, and is not written to.
  e3::Result<FilePointer> create(const std::string& path) {
    const auto effect = begin();
    if (effect == Effect::none) {
      return e3::Error::store_failed;
    }
    if (effect == Effect::part) {
      if (find(path) && choices_.coin()) {
        set(path, nullptr);
      }
      return e3::Error::store_failed;
    }
    if (find(path)) {
      set(path, nullptr);
    }
    const auto file = std::make_shared<File>();
    set(path, file);
    return end(e3::Result<FilePointer>{file});
  }

  /// What `create` would be with O_TRUNC: the file that is left over is emptied.
  e3::Result<FilePointer> create_or_empty(const std::string& path) {
    const auto file = find(path);
    if (!file) {
      return create(path);
    }
    if (begin() != Effect::whole) {
      return e3::Error::store_failed;
    }
    change(*file, {});
    return end(e3::Result<FilePointer>{file});
  }

  e3::Result<void> write(File& file, e3::Bytes bytes) {
    const auto effect = begin();
    if (effect == Effect::none) {
      return e3::Error::store_failed;
    }
    // A full disk takes what still fits.
    const std::size_t size = effect == Effect::whole ? bytes.size() : choices_.pick(bytes.size());
    auto content = file.cache;
    content.insert(content.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    change(file, std::move(content));
    return effect == Effect::whole ? end(e3::Result<void>{}) : e3::Error::store_failed;
  }

  e3::Result<void> sync(File& file) {
    const auto effect = begin();
    if (effect == Effect::part) {
      file.dropped = file.dirty;
    }
    if (effect != Effect::whole) {
      return e3::Error::store_failed;
    }
    if (!file.dropped) {
      file.medium = file.cache;
      file.dirty = false;
    }
    return end(e3::Result<void>{});
  }

  e3::Result<void> rename(const std::string& from, const std::string& to) {
    const auto file = find(from);
    if (begin() != Effect::whole || !file) {
      return e3::Error::store_failed;
    }
    set(to, file);
    set(from, nullptr);
    return end(e3::Result<void>{});
  }

  e3::Result<void> sync_directory() {
    const auto effect = begin();
    for (auto& [path, name] : names_) {
      if (effect == Effect::part) {
        name.dropped = !name.pending.empty();
      } else if (effect == Effect::whole && !name.dropped && !name.pending.empty()) {
        name.medium = name.pending.back();
        name.pending.clear();
      }
    }
    return effect == Effect::whole ? end(e3::Result<void>{}) : e3::Error::store_failed;
  }

  e3::Result<void> lock(const std::string& path) {
    if (begin() != Effect::whole) {
      return e3::Error::store_unreadable;
    }
    return locked_.insert(path).second ? end(e3::Result<void>{}) : e3::Error::store_locked;
  }
  void unlock(const std::string& path, std::size_t boot) {
    if (boot == boots_) {
      locked_.erase(path);
    }
  }
  [[nodiscard]] std::size_t boots() const noexcept { return boots_; }

 private:
  enum class Effect : std::uint8_t { none, part, whole };

  struct Name {
    FilePointer medium;
    std::vector<FilePointer> pending;
    bool dropped = false;
  };

  /// Counts down to 0, where it stays; true as it gets there.
  static bool runs_out(std::size_t& left) {
    if (left == 0) {
      return false;
    }
    left -= 1;
    return left == 0;
  }

  /// What the operation that begins does: nothing without power, a part if it fails.
  Effect begin() {
    if (off_) {
      return Effect::none;
    }
    if (runs_out(cut_in_)) {
      off_ = !cut_after_;
      goes_off_ = cut_after_;
      return cut_after_ ? Effect::whole : Effect::none;
    }
    if (runs_out(fail_in_)) {
      ++failures_;
      return Effect::part;
    }
    return Effect::whole;
  }

  /// The answer that the caller no longer gets if the power went meanwhile.
  template <class Answer>
  Answer end(Answer answer) {
    if (std::exchange(goes_off_, false)) {
      off_ = true;
      return e3::Error::store_failed;
    }
    return answer;
  }

  [[nodiscard]] FilePointer find(const std::string& path) const {
    const auto name = names_.find(path);
    if (name == names_.end()) {
      return nullptr;
    }
    return name->second.pending.empty() ? name->second.medium : name->second.pending.back();
  }
  void set(const std::string& path, const FilePointer& file) {
    names_[path].pending.push_back(file);
    names_[path].dropped = false;
  }
  static void change(File& file, support::ByteVector content) {
    file.cache = std::move(content);
    file.dirty = true;
    file.dropped = false;
  }

  void settle(File& file) {
    if (file.dirty) {
      file.medium = torn(file.medium, file.cache);
    }
    file = {.medium = file.medium, .cache = file.medium, .dirty = false, .dropped = false};
  }

  /// Any mixture of the old content, the new content and zeros, in pieces of one size, cut off anywhere.
  support::ByteVector torn(const support::ByteVector& before, const support::ByteVector& after) {
    const std::size_t full = std::max(before.size(), after.size());
    std::size_t piece_size = full / 2 + 1;
    std::size_t size = choices_.coin() ? after.size() : before.size();
    if (choices_.is_random()) {
      constexpr std::size_t sizes[] = {1, 4, 16, 64, 512};
      piece_size = sizes[choices_.pick(5)];
      size = choices_.pick(4) == 0 ? choices_.pick(full + 1) : size;
    }
    support::ByteVector mixed(size);
    for (std::size_t at = 0; at < size; at += piece_size) {
      const std::size_t source = choices_.pick(3);
      for (std::size_t i = at; i < std::min(size, at + piece_size) && source > 0; ++i) {
        const auto& from = source == 1 ? after : before;
        mixed[i] = i < from.size() ? from[i] : std::uint8_t{0};
      }
    }
    return mixed;
  }

  Choices& choices_;
  std::map<std::string, Name> names_;
  std::set<std::string> locked_;
  std::size_t boots_ = 0;
  std::size_t failures_ = 0;
  std::size_t cut_in_ = 0;
  std::size_t fail_in_ = 0;
  bool cut_after_ = false;
  bool goes_off_ = false;
  bool off_ = false;
};

/// The seam of the file stores, on whichever simulated disk is in the drive.
struct SimulatedFiles {
  static inline SimulatedDisk* drive = nullptr;

  /// An open file, or a held lock.
  class Handle {
   public:
    explicit Handle(SimulatedDisk::FilePointer file) : file_{std::move(file)} {}
    explicit Handle(std::string lock) : lock_{std::move(lock)}, boot_{drive->boots()} {}
    Handle(Handle&& other) noexcept { swap(other); }
    Handle& operator=(Handle&& other) noexcept {
      swap(other);
      return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
      if (!lock_.empty()) {
        drive->unlock(lock_, boot_);
      }
    }

    [[nodiscard]] SimulatedDisk::File& file() const noexcept { return *file_; }

   private:
    void swap(Handle& other) noexcept {
      file_.swap(other.file_);
      lock_.swap(other.lock_);
      std::swap(boot_, other.boot_);
    }

    SimulatedDisk::FilePointer file_;
    std::string lock_;
    std::size_t boot_ = 0;
  };

  static e3::Result<std::size_t> read(const std::string& path, e3::MutableBytes out) noexcept {
    return drive->read(path, out);
  }
  static e3::Result<Handle> create(const std::string& path) noexcept { return handle(drive->create(path)); }
  static e3::Result<void> write(const Handle& file, e3::Bytes bytes) noexcept {
    return drive->write(file.file(), bytes);
  }
  static e3::Result<void> sync(const Handle& file) noexcept { return drive->sync(file.file()); }
  static e3::Result<void> rename(const std::string& from, const std::string& to) noexcept {
    return drive->rename(from, to);
  }
  static e3::Result<void> sync_directory(const std::string&) noexcept { return drive->sync_directory(); }
  static e3::Result<Handle> lock(const std::string& path) noexcept {
    if (auto done = drive->lock(path); !done) {
      return done.error();
    }
    return Handle{path};
  }

 protected:
  static e3::Result<Handle> handle(const e3::Result<SimulatedDisk::FilePointer>& file) noexcept {
    if (!file) {
      return file.error();
    }
    return Handle{*file};
  }
};

/// Puts a disk into the drive for as long as it lives.
class InDrive {
 public:
  explicit InDrive(SimulatedDisk& disk) { SimulatedFiles::drive = &disk; }
  InDrive(const InDrive&) = delete;
  InDrive& operator=(const InDrive&) = delete;
  ~InDrive() { SimulatedFiles::drive = nullptr; }
};

}  // namespace disk
