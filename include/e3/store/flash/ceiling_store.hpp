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
// A record of 56 bytes: epoch (4), ceiling (8), exact (4), newest (4), window word (8), lease (4), zeros (24). Each
// unsound slot behind the newest record may have raised the ceiling by a lease: by this firmware's or the recorded one,
// whichever is larger. So a larger lease is in a record before the first ceiling that it raises.

namespace e3 {

/// A receive ceiling in two pages of flash. Satisfies `CeilingStore`. Refers to `flash`, which must outlive it and is
/// no other store's. One thread.
template <class F>
class FlashCeilingStore {
 public:
  /// Opens a provisioned store. Errors: `store_blank`, `store_corrupt`, `store_unreadable`.
  [[nodiscard]] static Result<FlashCeilingStore> open(F& flash) noexcept {
    FlashCeilingStore store{flash};
    typename Log::Record newest{};
    if (auto mounted = store.log_.mount([&](const auto& record) noexcept { newest = record; }); !mounted) {
      return mounted.error();
    }
    store.record_ = decode(newest);
    store.recorded_lease_ = big_endian(newest[lease_word]);
    store.unsound_ = store.log_.unsound();
    return store;
  }

  /// Starts at epoch 0 with nothing accepted, for a key that accepted nothing yet: install the new root first, since
  /// the old one's messages would be accepted again. A power cut leaves the old store or the new one. Errors:
  /// `store_failed`.
  [[nodiscard]] static Result<FlashCeilingStore> format(F& flash) noexcept {
    FlashCeilingStore store{flash};
    if (auto done = store.log_.format(store.encode({})); !done) {
      return done.error();
    }
    return store;
  }

  /// See `CeilingStore`.
  [[nodiscard]] Result<CeilingRecord> load(std::uint32_t lease) noexcept {
    lease_ = lease;
    if (unsound_ > 0) {
      const std::uint64_t largest = recorded_lease_ > lease ? recorded_lease_ : lease;
      const std::uint64_t raised = value(record_.ceiling) + unsound_ * largest;
      record_.ceiling = raised < value(counter_end) ? Counter{raised} : counter_end;
      record_.exact = false;
      unsound_ = 0;
    }
    return record_;
  }

  /// See `CeilingStore`.
  [[nodiscard]] Result<void> save(const CeilingRecord& record) noexcept {
    if (recorded_lease_ < lease_) {
      if (auto done = append(record_); !done) {
        return done;
      }
    }
    return append(record);
  }

 private:
  using Log = FlashLog<F, 56>;

  static constexpr std::size_t lease_word = 7;

  explicit FlashCeilingStore(F& flash) noexcept : log_{flash} {}

  Result<void> append(const CeilingRecord& record) noexcept {
    auto done = log_.append(encode(record), encode(record_));
    if (done) {
      record_ = record;
      recorded_lease_ = lease_;
      unsound_ = 0;
    }
    return done;
  }

  [[nodiscard]] typename Log::Record encode(const CeilingRecord& record) const noexcept {
    const std::uint64_t word = record.window.words()[0];
    return {big_endian(value(record.epoch)),
            big_endian(static_cast<std::uint32_t>(value(record.ceiling) >> 32)),
            big_endian(static_cast<std::uint32_t>(value(record.ceiling))),
            big_endian(record.exact ? 1 : 0),
            big_endian(static_cast<std::uint32_t>(value(record.window.newest()))),
            big_endian(static_cast<std::uint32_t>(word >> 32)),
            big_endian(static_cast<std::uint32_t>(word)),
            big_endian(lease_)};
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
  std::uint32_t lease_ = 0;           // of this firmware, once it loaded the record
  std::uint32_t recorded_lease_ = 0;  // in the newest record
  std::uint32_t unsound_ = 0;         // slots that `record_` does not allow for yet
};

}  // namespace e3
