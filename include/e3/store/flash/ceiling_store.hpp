#pragma once

#include <cstdint>

#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/reader.hpp"
#include "e3/core/result.hpp"
#include "e3/core/writer.hpp"
#include "e3/replay/ceiling_store.hpp"
#include "e3/store/flash/log.hpp"

// Implementation notes
//
// A record of 56 bytes: epoch (4), ceiling (8), exact (4), newest (4), window word (8), zeros (28). Each unsound slot
// behind the newest record may have raised the ceiling by a lease.

namespace e3 {

/// A receive ceiling in two pages of flash. Satisfies `CeilingStore`. Refers to `flash`, which must outlive it and is
/// no other store's. One thread.
template <class F>
class FlashCeilingStore {
 public:
  /// Opens a provisioned store. Errors: `store_blank`, `store_corrupt`, `store_unreadable`.
  [[nodiscard]] static Result<FlashCeilingStore> open(F& flash) noexcept {
    FlashCeilingStore store{flash};
    typename Log::Record newest;
    if (auto mounted = store.log_.mount(newest); !mounted) {
      return mounted.error();
    }
    store.record_ = decode(newest);
    return store;
  }

  /// Starts at epoch 0 with nothing accepted, for a key that accepted nothing yet: install the new root first, since
  /// the old one's messages would be accepted again. A power cut leaves the old store or the new one. Errors:
  /// `store_failed`.
  [[nodiscard]] static Result<FlashCeilingStore> format(F& flash) noexcept {
    FlashCeilingStore store{flash};
    if (auto done = store.log_.format(encode({})); !done) {
      return done.error();
    }
    return store;
  }

  /// See `CeilingStore`.
  [[nodiscard]] Result<CeilingRecord> load(std::uint32_t lease) noexcept {
    CeilingRecord record = record_;
    if (log_.unsound() > 0) {
      const std::uint64_t raised = value(record.ceiling) + std::uint64_t{log_.unsound()} * lease;
      record.ceiling = raised < value(counter_end) ? Counter{raised} : counter_end;
      record.exact = false;
    }
    return record;
  }

  /// See `CeilingStore`.
  [[nodiscard]] Result<void> save(const CeilingRecord& record) noexcept {
    auto done = log_.append(encode(record));
    if (done) {
      record_ = record;
    }
    return done;
  }

 private:
  using Log = FlashLog<F, 56>;

  explicit FlashCeilingStore(F& flash) noexcept : log_{flash} {}

  static typename Log::Record encode(const CeilingRecord& record) noexcept {
    typename Log::Record bytes{};
    Writer writer{bytes};
    const std::uint64_t word = record.window.words()[0];
    writer.number(value(record.epoch), 4);
    writer.number(static_cast<std::uint32_t>(value(record.ceiling) >> 32), 4);
    writer.number(static_cast<std::uint32_t>(value(record.ceiling)), 4);
    writer.number(record.exact ? 1 : 0, 4);
    writer.number(static_cast<std::uint32_t>(value(record.window.newest())), 4);
    writer.number(static_cast<std::uint32_t>(word >> 32), 4);
    writer.number(static_cast<std::uint32_t>(word), 4);
    return bytes;
  }

  static CeilingRecord decode(const typename Log::Record& bytes) noexcept {
    Reader reader{bytes};
    CeilingRecord record;
    record.epoch = Epoch{reader.number(4)};
    const std::uint64_t ceiling_high = reader.number(4);
    record.ceiling = Counter{ceiling_high << 32 | reader.number(4)};
    record.exact = reader.number(4) == 1;
    const auto newest = reader.number(4);
    const std::uint64_t word_high = reader.number(4);
    record.window = ReplayWindow<64>::restore(newest, {word_high << 32 | reader.number(4)});
    return record;
  }

  Log log_;
  CeilingRecord record_{};
};

}  // namespace e3
