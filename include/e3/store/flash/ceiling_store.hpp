#pragma once

#include <cstddef>
#include <cstdint>

#include "e3/core/big_endian.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
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
    if (auto mounted = store.log_.mount([&](const auto& record) noexcept { newest = record; }); !mounted) {
      return mounted.error();
    }
    store.record_ = decode(newest);
    store.unsound_ = store.log_.unsound();
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
    if (unsound_ > 0) {
      const std::uint64_t raised = value(record_.ceiling) + std::uint64_t{unsound_} * lease;
      record_.ceiling = raised < value(counter_end) ? Counter{raised} : counter_end;
      record_.exact = false;
      unsound_ = 0;
    }
    return record_;
  }

  /// See `CeilingStore`.
  [[nodiscard]] Result<void> save(const CeilingRecord& record) noexcept {
    auto done = log_.append(encode(record), encode(record_));
    if (done) {
      record_ = record;
      unsound_ = 0;
    }
    return done;
  }

 private:
  using Log = FlashLog<F, 56>;

  explicit FlashCeilingStore(F& flash) noexcept : log_{flash} {}

  static typename Log::Record encode(const CeilingRecord& record) noexcept {
    const std::uint64_t word = record.window.words()[0];
    return {big_endian(value(record.epoch)),
            big_endian(static_cast<std::uint32_t>(value(record.ceiling) >> 32)),
            big_endian(static_cast<std::uint32_t>(value(record.ceiling))),
            big_endian(record.exact ? 1 : 0),
            big_endian(static_cast<std::uint32_t>(value(record.window.newest()))),
            big_endian(static_cast<std::uint32_t>(word >> 32)),
            big_endian(static_cast<std::uint32_t>(word))};
  }

  static CeilingRecord decode(const typename Log::Record& words) noexcept {
    const auto wide = [&](std::size_t i) {
      return std::uint64_t{big_endian(words[i])} << 32 | big_endian(words[i + 1]);
    };
    CeilingRecord record;
    record.epoch = Epoch{big_endian(words[0])};
    record.ceiling = Counter{wide(1)};
    record.exact = big_endian(words[3]) == 1;
    record.window = ReplayWindow<64>::restore(big_endian(words[4]), {wide(5)});
    return record;
  }

  Log log_;
  CeilingRecord record_{};
  std::uint32_t unsound_ = 0;  // slots that `record_` does not allow for yet
};

}  // namespace e3
