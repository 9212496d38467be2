#pragma once

#include <cstddef>
#include <cstdint>

#include "e3/core/big_endian.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/counter/key_mark.hpp"
#include "e3/store/flash/log.hpp"

// Implementation notes
//
// A record of 24 bytes: epoch (4), key id (8), bound (8), largest stride of the firmware that wrote it (4). Each
// unsound slot behind the newest record may have been a block whose counters were handed out, so it raises the bound by
// the largest stride that this or the recorded firmware uses. Stride 64, bound 128, a cut tears the next record: the
// next boot goes on at 192, and with the unused rest of the block at most two strides are skipped per cut. Where a
// block is reserved ahead that may be lost too, no record is written but that of an advance, which costs nothing if it
// is torn.

namespace e3 {

/// Counters in two pages of flash: no power cut at any byte or erase step repeats one. Satisfies `CounterStore`; one
/// per key.
///
/// `MaxStride` bounds the strides of all leases on it, in counters. The records remember it, so that an update that
/// lowers it skips enough. Wear: with 4 KiB pages one erase per 127 reservations, the two pages in turn. Refers to
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
    return Result<FlashCounterStore>{detail::MakeIf{}, [](FlashCounterStore& store) noexcept { return store.mount(); },
                                     Unmounted{}, flash};
  }

  /// Starts the store of a newly provisioned key, whose root was never installed before: a store formatted for a used
  /// key repeats its nonces. A power cut leaves the old store, as good as it was, or the new one; provisioning then
  /// starts again with a new root. Errors: `store_failed`.
  [[nodiscard]] static Result<FlashCounterStore> format(F& flash, const KeyMark& mark) noexcept {
    return Result<FlashCounterStore>{
        detail::MakeIf{}, [&](FlashCounterStore& store) noexcept { return store.format_as(mark); }, Unmounted{}, flash};
  }

  /// See `CounterStore`.
  [[nodiscard]] Result<Epoch> epoch() noexcept { return current(); }

  /// The bound below which every counter of the key is taken. Errors: `store_of_another_key`.
  [[nodiscard]] Result<Counter> bound(const KeyMark& mark) noexcept {
    if (!is_of(mark)) {
      return Error::store_of_another_key;
    }
    return record_[high] != 0 ? counter_end : Counter{big_endian(record_[low])};
  }

  /// See `CounterStore`.
  [[nodiscard]] Result<Counter> reserve(const KeyMark& mark, std::uint32_t count) noexcept {
    if (!is_of(mark)) {
      return Error::store_of_another_key;
    }
    const std::uint32_t first = big_endian(record_[low]);
    const std::uint32_t end = first + count;  // 0 if the block ends with the last counter
    if (record_[high] != 0 || end - 1 < first) {
      return Error::counter_exhausted;
    }
    record_[stride] = big_endian(MaxStride);
    Record next = record_;
    next[high] = big_endian(end == 0 ? 1 : 0);
    next[low] = big_endian(end);
    if (auto done = log_.append(next, record_); !done) {
      return done.error();
    }
    record_ = next;
    return Counter{first};
  }

  /// See `CounterStore`.
  [[nodiscard]] Result<void> advance(const KeyMark& mark) noexcept {
    if (mark.epoch <= current()) {
      return Error::epoch_not_later;
    }
    const Record next = first_of(mark);
    auto done = log_.begin_page(next);
    if (done) {
      record_ = next;
    }
    return done;
  }

 private:
  using Log = FlashLog<F, 24>;
  using Record = typename Log::Record;

  // The words of a record.
  static constexpr std::size_t epoch_word = 0;
  static constexpr std::size_t id = 1;
  static constexpr std::size_t high = 3;  // of the bound
  static constexpr std::size_t low = 4;
  static constexpr std::size_t stride = 5;

  [[nodiscard]] Epoch current() const noexcept { return Epoch{big_endian(record_[epoch_word])}; }

  [[nodiscard]] bool is_of(const KeyMark& mark) const noexcept {
    return mark.epoch == current() && same<KeyMark::id_size>(mark.id, id_of(record_));
  }

  static MutableFixedBytes<KeyMark::id_size> id_of(Record& record) noexcept {
    return MutableFixedBytes<KeyMark::id_size>{reinterpret_cast<std::uint8_t*>(&record[id]), KeyMark::id_size};
  }
  static FixedBytes<KeyMark::id_size> id_of(const Record& record) noexcept {
    return FixedBytes<KeyMark::id_size>{reinterpret_cast<const std::uint8_t*>(&record[id]), KeyMark::id_size};
  }

  static Record first_of(const KeyMark& mark) noexcept {
    Record record{big_endian(value(mark.epoch)), 0, 0, 0, 0, big_endian(MaxStride)};
    copy<KeyMark::id_size>(mark.id, id_of(record));
    return record;
  }

  Result<void> format_as(const KeyMark& mark) noexcept {
    record_ = first_of(mark);
    return log_.format(record_);
  }

  Result<void> mount() noexcept {
    if (auto mounted = log_.mount([this](const Record& record) noexcept { record_ = record; }); !mounted) {
      return mounted;
    }
    const std::uint32_t recorded = big_endian(record_[stride]);
    const std::uint32_t skip = recorded > MaxStride ? recorded : MaxStride;
    std::uint32_t end = big_endian(record_[low]);
    std::uint32_t over = big_endian(record_[high]);  // 1 if no counter is left
    if (over > 1 || (over == 1 && end != 0)) {
      return Error::store_corrupt;
    }
    // Added one by one in 32 bits: a 64-bit product costs small processors more code than this loop.
    for (std::uint32_t left = log_.unsound(); left > 0; --left) {
      end += skip;
      over |= end < skip ? 1 : 0;
    }
    record_[high] = big_endian(over);
    record_[low] = big_endian(end);
    return {};
  }

  Log log_;
  // As the newest one in flash; the bound of the mounted one raised by what unsound slots may have held.
  Record record_;
};

}  // namespace e3
