#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "e3/core/bytes.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/generation.hpp"
#include "e3/core/result.hpp"
#include "e3/replay/claim.hpp"
#include "e3/store/file/durable_file.hpp"
#include "e3/store/file/posix_files.hpp"
#include "e3/store/file/replay_format.hpp"

namespace e3 {

/// What was accepted from a few devices, in a file: exact and durable before any payload is released. Satisfies
/// `ReplayAuthority`.
///
/// For a device's downlink, or a cloud of some dozen devices: every accept writes all of them anew (one sync of the
/// file, one of its directory, per span of claims). Locked against a second writer. `try_accept` allocates nothing. One
/// thread at a time. It must never be restored from a backup: what was accepted since then could be replayed.
template <std::size_t Width = 64, class Io = PosixFiles>
class BasicFileReplayStore {
  using Format = ReplayFormat<Width>;

 public:
  /// Opens a store. Errors: `store_blank`, `store_foreign`, `store_corrupt`, `store_unreadable`, `store_locked`.
  [[nodiscard]] static Result<BasicFileReplayStore> open(const std::string& path) {
    std::array<std::uint8_t, 1> probe{};
    if (auto size = Io::read(path, probe); !size) {
      return size.error();
    }
    auto file = DurableFile<Io>::lock(path);
    if (!file) {
      return file.error();
    }
    std::vector<std::uint8_t> content(Format::max_size + 1);
    const auto size = file->read(content);
    if (!size) {
      return size.error();
    }
    auto records = Format::parse(Bytes{content}.first(*size));
    if (!records) {
      return records.error();
    }
    return BasicFileReplayStore{*std::move(file), *std::move(records)};
  }

  /// Creates an empty store, durably, and opens it. Errors: `store_not_blank`, `store_locked`, `store_unreadable`,
  /// `store_failed`.
  [[nodiscard]] static Result<BasicFileReplayStore> format(const std::string& path) {
    auto file = DurableFile<Io>::lock(path);
    if (!file) {
      return file.error();
    }
    std::array<std::uint8_t, 1> probe{};
    const auto size = file->read(probe);
    if (size ? *size > 0 : size.error() != Error::store_blank) {
      return size ? Error::store_not_blank : size.error();
    }
    BasicFileReplayStore store{*std::move(file), {}};
    if (auto done = store.commit({}); !done) {
      return done.error();
    }
    return store;
  }

  /// Provisions a device, or provisions it anew with a new root: it starts at epoch 0 with nothing accepted. Durable.
  /// Errors: `generation_not_new` unless the generation rises; `capacity_reached`; `store_failed`.
  [[nodiscard]] Result<void> enroll(const DeviceId& device, Generation generation) {
    // Room first, in both lists, so that nothing can fail between the file's change and the memory's.
    records_.reserve(records_.size() + 1);
    next_.reserve(records_.size() + 1);
    next_ = records_;
    if (auto* known = find(next_, device)) {
      if (generation <= known->state.generation) {
        return Error::generation_not_new;
      }
      *known = {device, {.generation = generation}};
    } else {
      if (next_.size() == Format::max_records) {
        return Error::capacity_reached;
      }
      next_.push_back({device, {.generation = generation}});
    }
    return commit(next_);
  }

  /// What is stored of a device. Errors: `not_enrolled`.
  [[nodiscard]] Result<ReplayRecord<Width>> find(const DeviceId& device) const noexcept {
    for (const auto& record : records_) {
      if (record.device == device) {
        return record;
      }
    }
    return Error::not_enrolled;
  }

  /// Closes a device's previous epoch for good, durably. Errors: `not_enrolled`, `store_failed`.
  [[nodiscard]] Result<void> close_previous(const DeviceId& device) noexcept {
    next_ = records_;
    auto* record = find(next_, device);
    if (record == nullptr) {
      return Error::not_enrolled;
    }
    record->state.close_previous();
    return commit(next_);
  }

  /// See `ReplayAuthority`.
  [[nodiscard]] Result<void> try_accept(std::span<Claim> claims) noexcept {
    next_ = records_;
    bool changed = false;
    for (auto& claim : claims) {
      claim.verdict = Verdict::unknown;
      if (auto* record = find(next_, claim.device)) {
        record->state.accept(claim);
      }
      changed = changed || claim.verdict == Verdict::accepted;
    }
    return changed ? commit(next_) : Result<void>{};
  }

 private:
  using Records = std::vector<ReplayRecord<Width>>;

  BasicFileReplayStore(DurableFile<Io> file, Records records)
      : file_{std::move(file)}, records_{std::move(records)}, next_{records_} {
    content_.reserve(Format::max_size);
  }

  static ReplayRecord<Width>* find(Records& records, const DeviceId& device) noexcept {
    const auto found =
        std::find_if(records.begin(), records.end(), [&](const auto& record) { return record.device == device; });
    return found == records.end() ? nullptr : &*found;
  }

  Result<void> commit(const Records& records) {
    content_.resize(Format::size(records.size()));
    Format::write(records, content_);
    if (auto done = file_.replace(content_); !done) {
      return done.error();
    }
    records_ = records;
    return {};
  }

  DurableFile<Io> file_;
  Records records_;
  Records next_;
  std::vector<std::uint8_t> content_;
};

/// What was accepted, in a file of the system's file system, with a window of 64 counters per key.
using FileReplayStore = BasicFileReplayStore<>;

}  // namespace e3
