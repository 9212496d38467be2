#pragma once

#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/reader.hpp"
#include "e3/core/result.hpp"
#include "e3/core/writer.hpp"
#include "e3/counter/key_mark.hpp"
#include "e3/store/flash/log.hpp"

// Implementation notes
//
// A record of 24 bytes: epoch (4), key id (8), bound (8), largest stride of the firmware that wrote it (4). Each
// unsound slot behind the newest record may have been a block whose counters were handed out, so it raises the bound by
// the largest stride that this or the recorded firmware uses. Stride 64, bound 128, a cut tears the next record: the
// next boot goes on at 192, and with the unused rest of the block at most two strides are skipped per cut.

namespace e3 {

/// Counters in two pages of flash: no power cut at any byte or erase step repeats one. Satisfies `CounterStore`; one
/// per key.
///
/// `MaxStride` bounds the strides of all leases on it, in counters. The records remember it, so that an update that
/// lowers it skips enough. Wear: with 4 KiB pages one erase per 128 reservations, the two pages in turn. Refers to
/// `flash`, which must outlive it. One thread.
template <class F, std::uint32_t MaxStride = 256>
class FlashCounterStore {
  struct Unmounted {
    explicit Unmounted() noexcept = default;
  };

 public:
  static constexpr std::uint32_t max_stride = MaxStride;

  /// For `open` and `format` alone.
  FlashCounterStore(Unmounted, F& flash) noexcept : log_{flash} {}

  /// Opens a provisioned store. Errors: `store_blank`, `store_corrupt`, `store_unreadable`: each refuses to seal, and
  /// only provisioning formats.
  [[nodiscard]] static Result<FlashCounterStore> open(F& flash) noexcept {
    Result<FlashCounterStore> store{std::in_place, Unmounted{}, flash};
    if (auto mounted = store->mount(); !mounted) {
      store = mounted.error();
    }
    return store;
  }

  /// Starts the store of a newly provisioned key, whose root was never installed before: a store formatted for a used
  /// key repeats its nonces. A power cut leaves the old store, as good as it was, or the new one; provisioning then
  /// starts again with a new root. Errors: `store_failed`.
  [[nodiscard]] static Result<FlashCounterStore> format(F& flash, const KeyMark& mark) noexcept {
    Result<FlashCounterStore> store{std::in_place, Unmounted{}, flash};
    store->mark_ = mark;
    if (auto done = store->log_.format(encode(mark, Counter{0})); !done) {
      store = done.error();
    }
    return store;
  }

  /// See `CounterStore`.
  [[nodiscard]] Result<Epoch> epoch() noexcept { return mark_.epoch; }

  /// The bound below which every counter of the key is taken. Errors: `store_of_another_key`.
  [[nodiscard]] Result<Counter> bound(const KeyMark& mark) noexcept {
    if (mark != mark_) {
      return Error::store_of_another_key;
    }
    return bound_;
  }

  /// See `CounterStore`.
  [[nodiscard]] Result<Counter> reserve(const KeyMark& mark, std::uint32_t count) noexcept {
    if (mark != mark_) {
      return Error::store_of_another_key;
    }
    if (count > value(counter_end) - value(bound_)) {
      return Error::counter_exhausted;
    }
    Result<Counter> first{bound_};
    if (auto done = commit(mark, Counter{value(bound_) + count}); !done) {
      first = done.error();
    }
    return first;
  }

  /// See `CounterStore`.
  [[nodiscard]] Result<void> advance(const KeyMark& mark) noexcept {
    if (mark.epoch <= mark_.epoch) {
      return Error::epoch_not_later;
    }
    return commit(mark, Counter{0});
  }

 private:
  using Log = FlashLog<F, 24>;

  Result<void> mount() noexcept {
    typename Log::Record newest;
    if (auto mounted = log_.mount(newest); !mounted) {
      return mounted;
    }
    return decode(newest) ? Result<void>{} : Error::store_corrupt;
  }

  static typename Log::Record encode(const KeyMark& mark, Counter bound) noexcept {
    typename Log::Record record;
    const MutableFixedBytes<sizeof record> bytes{record};
    put_number(value(mark.epoch), bytes.template first<4>());
    copy<KeyMark::id_size>(mark.id, bytes.template subspan<4, KeyMark::id_size>());
    put_number(static_cast<std::uint32_t>(value(bound) >> 32), bytes.template subspan<12, 4>());
    put_number(static_cast<std::uint32_t>(value(bound)), bytes.template subspan<16, 4>());
    put_number(MaxStride, bytes.template subspan<20, 4>());
    return record;
  }

  bool decode(const typename Log::Record& record) noexcept {
    const FixedBytes<sizeof record> bytes{record};
    mark_.epoch = Epoch{number_of(bytes.template first<4>())};
    copy<KeyMark::id_size>(bytes.template subspan<4, KeyMark::id_size>(), mark_.id);
    const std::uint32_t high = number_of(bytes.template subspan<12, 4>());
    std::uint32_t low = number_of(bytes.template subspan<16, 4>());
    const std::uint32_t recorded = number_of(bytes.template subspan<20, 4>());
    const std::uint32_t stride = recorded > MaxStride ? recorded : MaxStride;
    bool used_up = high != 0;
    if (high > 1 || (used_up && low != 0)) {
      return false;
    }
    // Added one by one in 32 bits: a 64-bit product costs small processors more code than this loop.
    for (std::uint32_t left = log_.unsound(); left > 0; --left) {
      low += stride;
      used_up = used_up || low < stride;
    }
    bound_ = used_up ? counter_end : Counter{low};
    return true;
  }

  Result<void> commit(const KeyMark& mark, Counter bound) noexcept {
    auto done = log_.append(encode(mark, bound));
    if (done) {
      mark_ = mark;
      bound_ = bound;
    }
    return done;
  }

  Log log_;
  KeyMark mark_{};
  Counter bound_{};
};

}  // namespace e3
