#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/reader.hpp"
#include "e3/core/result.hpp"
#include "e3/core/writer.hpp"
#include "e3/counter/key_mark.hpp"
#include "e3/store/crc32.hpp"
#include "e3/store/file/durable_file.hpp"
#include "e3/store/file/posix_files.hpp"

// Implementation notes
//
// The file is one record of 36 bytes, big-endian: "E3count" and version 1 (8), epoch (4), key id (8), bound (8), 4 zero
// bytes, CRC-32 of all before it (4). Every counter below the bound is taken. A stride of 64 on a fresh store: the
// record says 64 before counter 0 is used.

namespace e3 {

/// Counters in a file, for Linux and other POSIX systems: locked against a second writer, replaced as a whole, synced
/// with its directory before a counter is handed out. Satisfies `CounterStore`; one per key.
///
/// It must lie on a file system that keeps what fsync was told (not on a RAM disk, not on a network share), be reached
/// by one name only (no links), keep its `.lock` file, and never be restored from a backup. After an `advance` that
/// failed, `epoch()` says whether it took effect once the store was opened again. `Io` is the file system, or a test's.
template <class Io = PosixFiles>
class BasicFileCounterStore {
 public:
  static constexpr std::uint32_t max_stride = std::numeric_limits<std::uint32_t>::max();

  /// Opens a provisioned store. Errors: `store_blank`, `store_foreign`, `store_corrupt`, `store_unreadable`,
  /// `store_locked`: each refuses to seal, and none is mended by formatting.
  [[nodiscard]] static Result<BasicFileCounterStore> open(const std::string& path) noexcept {
    // Looked at first, so that a mistyped path leaves no lock file behind.
    std::array<std::uint8_t, 1> probe{};
    if (auto size = Io::read(path, probe); !size) {
      return size.error();
    }
    auto file = DurableFile<Io>::lock(path);
    if (!file) {
      return file.error();
    }
    const auto record = load(*file);
    if (!record) {
      return record.error();
    }
    return BasicFileCounterStore{*std::move(file), *record};
  }

  /// Creates the store of a newly provisioned key, durably, and opens it. Only provisioning calls this, with a root
  /// that was never installed before: a store formatted for a used key repeats its nonces. Errors: `store_not_blank` if
  /// the file holds anything, `store_locked`, `store_unreadable`, `store_failed`.
  [[nodiscard]] static Result<BasicFileCounterStore> format(const std::string& path, const KeyMark& mark) noexcept {
    auto file = DurableFile<Io>::lock(path);
    if (!file) {
      return file.error();
    }
    std::array<std::uint8_t, 1> probe{};
    const auto size = file->read(probe);
    if (size ? *size > 0 : size.error() != Error::store_blank) {
      return size ? Error::store_not_blank : size.error();
    }
    BasicFileCounterStore store{*std::move(file), {mark, Counter{0}}};
    if (auto done = store.commit(store.record_); !done) {
      return done.error();
    }
    return store;
  }

  /// See `CounterStore`.
  [[nodiscard]] Result<Epoch> epoch() noexcept { return record_.mark.epoch; }

  /// See `CounterStore`. Reads the file again each time: one that was changed behind the store's back is
  /// `store_corrupt`.
  [[nodiscard]] Result<Counter> reserve(const KeyMark& mark, std::uint32_t count) noexcept {
    if (auto done = refresh(); !done) {
      return done.error();
    }
    if (mark != record_.mark) {
      return Error::store_of_another_key;
    }
    if (count > value(counter_end) - value(record_.bound)) {
      return Error::counter_exhausted;
    }
    const Counter first = record_.bound;
    if (auto done = commit({mark, Counter{value(first) + count}}); !done) {
      return done.error();
    }
    return first;
  }

  /// See `CounterStore`.
  [[nodiscard]] Result<void> advance(const KeyMark& mark) noexcept {
    if (auto done = refresh(); !done) {
      return done.error();
    }
    if (mark.epoch <= record_.mark.epoch) {
      return Error::epoch_not_later;
    }
    return commit({mark, Counter{0}});
  }

 private:
  struct Record {
    KeyMark mark;
    Counter bound;
  };
  static constexpr std::array<std::uint8_t, 8> magic{'E', '3', 'c', 'o', 'u', 'n', 't', 1};
  static constexpr std::size_t record_size = 36;

  BasicFileCounterStore(DurableFile<Io> file, const Record& record) noexcept
      : file_{std::move(file)}, record_{record} {}

  static Result<Record> load(const DurableFile<Io>& file) noexcept {
    std::array<std::uint8_t, record_size + 1> buffer{};
    const auto size = file.read(buffer);
    if (!size) {
      return size.error();
    }
    if (*size == 0) {
      return Error::store_blank;
    }
    const auto compared = static_cast<std::ptrdiff_t>(std::min(*size, magic.size()));
    if (!std::equal(magic.begin(), magic.begin() + compared, buffer.begin())) {
      return Error::store_foreign;
    }
    Reader reader{Bytes{buffer}.first(*size)};
    Record record;
    static_cast<void>(reader.take(magic.size()));
    record.mark.epoch = Epoch{reader.number(4)};
    for (auto& byte : record.mark.id) {
      byte = static_cast<std::uint8_t>(reader.number(1));
    }
    const std::uint64_t high = reader.number(4);
    record.bound = Counter{high << 32 | reader.number(4)};
    const auto padding = reader.number(4);
    const auto checksum = reader.number(4);
    if (*size != record_size || checksum != crc32(Bytes{buffer}.first(record_size - 4)) || padding != 0 ||
        record.bound > counter_end) {
      return Error::store_corrupt;
    }
    return record;
  }

  Result<void> refresh() noexcept {
    const auto record = load(file_);
    if (!record) {
      return record.error();
    }
    // An earlier commit may have reached the disk although it was reported as failed; anything else is not ours.
    const bool ours =
        record->mark == record_.mark ? record->bound >= record_.bound : record->mark.epoch > record_.mark.epoch;
    if (!ours) {
      return Error::store_corrupt;
    }
    record_ = *record;
    return {};
  }

  Result<void> commit(const Record& record) noexcept {
    std::array<std::uint8_t, record_size> buffer{};
    Writer writer{buffer};
    writer.put(magic);
    writer.number(value(record.mark.epoch), 4);
    writer.put(record.mark.id);
    writer.number(static_cast<std::uint32_t>(value(record.bound) >> 32), 4);
    writer.number(static_cast<std::uint32_t>(value(record.bound)), 4);
    writer.number(0, 4);
    writer.number(crc32(writer.written()), 4);
    if (auto done = file_.replace(buffer); !done) {
      return done.error();
    }
    record_ = record;
    return {};
  }

  DurableFile<Io> file_;
  Record record_;
};

/// Counters in a file of the system's file system.
using FileCounterStore = BasicFileCounterStore<>;

}  // namespace e3
