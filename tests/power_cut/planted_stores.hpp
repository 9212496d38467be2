#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/reader.hpp"
#include "e3/core/result.hpp"
#include "e3/core/secret.hpp"
#include "e3/core/writer.hpp"
#include "e3/counter/key_mark.hpp"
#include "e3/keys/root.hpp"
#include "e3/replay/ceiling_store.hpp"
#include "e3/store/crc32.hpp"
#include "e3/store/flash/ceiling_store.hpp"
#include "e3/store/flash/root_store.hpp"

namespace power_cut {

enum class StoreBug : std::uint8_t {
  none,
  single_copy_erased,    ///< one page, erased when it is full
  no_checksum,           ///< what is not blank is a record
  failure_ignored,       ///< neither what the chip reports nor what it holds is looked at
  another_key_served,    ///< the counters of the stored key go to whoever asks
  epoch_after_reset,     ///< the counter is set to 0, and then the epoch is written
  old_stride_forgotten,  ///< an unsound record costs the stride of this firmware, not that of the one which wrote it
};

/// A counter store with a bug, as plain as it can be: records as the product's, one after the other, the highest number
/// counts.
template <class F, std::uint32_t MaxStride, StoreBug Bug>
class PlantedCounterStore {
 public:
  static constexpr std::uint32_t max_stride = MaxStride;

  static e3::Result<PlantedCounterStore> open(F& flash) noexcept {
    PlantedCounterStore store{flash};
    bool blank = true;
    for (std::uint32_t i = 0; i < slots; ++i) {
      store.look_at(i, blank);
    }
    if (store.number_ == 0) {
      return blank ? e3::Error::store_blank : e3::Error::store_corrupt;
    }
    store.pass_unsound();
    return store;
  }

  static e3::Result<PlantedCounterStore> format(F& flash, const e3::KeyMark& mark) noexcept {
    PlantedCounterStore store{flash};
    if (!store.erase(0) || !store.erase(1)) {
      return e3::Error::store_failed;
    }
    if (auto done = store.commit(mark, 0); !done) {
      return done.error();
    }
    return store;
  }

  e3::Result<e3::Epoch> epoch() noexcept { return mark_.epoch; }

  e3::Result<e3::Counter> bound(const e3::KeyMark& mark) noexcept {
    if (mark != mark_) {
      return e3::Error::store_of_another_key;
    }
    return e3::Counter{bound_};
  }

  e3::Result<e3::Counter> reserve(const e3::KeyMark& mark, std::uint32_t count) noexcept {
    const auto first = bound(Bug == StoreBug::another_key_served ? mark_ : mark);
    if (!first) {
      return first.error();
    }
    if (auto done = commit(mark_, bound_ + count); !done) {
      return done.error();
    }
    return first;
  }

  e3::Result<void> advance(const e3::KeyMark& mark) noexcept {
    if (Bug == StoreBug::epoch_after_reset) {
      if (auto done = commit(mark_, 0); !done) {
        return done;
      }
    }
    return commit(mark, 0);
  }

 private:
  static constexpr std::uint32_t slot_size = 32;
  static constexpr std::uint32_t slots_per_page = F::page_size / slot_size;
  static constexpr std::uint32_t slots = (Bug == StoreBug::single_copy_erased ? 1 : 2) * slots_per_page;
  using Slot = std::array<std::uint8_t, slot_size>;

  explicit PlantedCounterStore(F& flash) noexcept : flash_{&flash} {}

  static std::uint32_t number_at(const Slot& slot, std::size_t offset) noexcept {
    return e3::Reader{e3::Bytes{slot}.subspan(offset)}.number(4);
  }
  static bool is_blank(const Slot& slot) noexcept {
    return std::all_of(slot.begin(), slot.end(), [](std::uint8_t byte) { return byte == 0xFF; });
  }
  static bool is_sound(const Slot& slot) noexcept {
    return Bug == StoreBug::no_checksum || number_at(slot, 28) == e3::crc32(e3::Bytes{slot}.first(28));
  }
  bool read(std::uint32_t i, Slot& slot) noexcept {
    return flash_->read(i / slots_per_page, i % slots_per_page * slot_size, slot);
  }

  void look_at(std::uint32_t i, bool& blank) noexcept {
    Slot slot{};
    const bool readable = read(i, slot);
    if (readable && is_blank(slot)) {
      return;
    }
    blank = false;
    if (readable && is_sound(slot) && number_at(slot, 24) >= number_) {
      number_ = number_at(slot, 24);
      newest_ = i;
      e3::Reader reader{slot};
      mark_.epoch = e3::Epoch{reader.number(4)};
      for (auto& byte : mark_.id) {
        byte = static_cast<std::uint8_t>(reader.number(1));
      }
      bound_ = number_at(slot, 16);
      stride_ = Bug == StoreBug::old_stride_forgotten ? MaxStride : std::max(MaxStride, number_at(slot, 20));
    }
  }

  /// Each of the slots behind the newest record that is neither blank nor sound may have been a block. A page with a
  /// sound one was not begun yet, and is erased when its turn comes.
  void pass_unsound() noexcept {
    next_ = newest_ + 1;
    for (std::uint32_t i = 1; i < slots; ++i) {
      const std::uint32_t at = (newest_ + i) % slots;
      Slot slot{};
      if ((at % slots_per_page == 0 && has_sound(at)) || (read(at, slot) && is_blank(slot))) {
        return;
      }
      next_ = at + 1;
      bound_ += stride_;
    }
  }

  bool has_sound(std::uint32_t first) noexcept {
    for (std::uint32_t at = first; at < first + slots_per_page; ++at) {
      Slot slot{};
      if (read(at, slot) && !is_blank(slot) && is_sound(slot)) {
        return true;
      }
    }
    return false;
  }

  bool erase(std::uint32_t page) noexcept {
    bool blank = flash_->erase(page);
    for (std::uint32_t at = page * slots_per_page; at < (page + 1) * slots_per_page; ++at) {
      Slot slot{};
      blank = read(at, slot) && is_blank(slot) && blank;
    }
    return blank;
  }

  e3::Result<void> commit(const e3::KeyMark& mark, std::uint32_t bound) noexcept {
    const bool done = append(mark, bound);
    if (!done && Bug != StoreBug::failure_ignored) {
      return e3::Error::store_failed;
    }
    mark_ = mark;
    bound_ = bound;
    return {};
  }

  bool append(const e3::KeyMark& mark, std::uint32_t bound) noexcept {
    next_ %= slots;
    // The page with the newest record is not the one to erase, unless there is no other.
    if (next_ % slots_per_page == 0 && next_ / slots_per_page == newest_ / slots_per_page && number_ > 0) {
      next_ = (next_ + slots_per_page) % slots;
    }
    if (next_ % slots_per_page == 0 && !erase(next_ / slots_per_page) && Bug != StoreBug::failure_ignored) {
      return false;
    }
    const std::uint32_t at = next_++;
    Slot wanted{};
    e3::Writer writer{wanted};
    writer.number(e3::value(mark.epoch), 4);
    writer.put(mark.id);
    writer.number(0, 4);
    writer.number(bound, 4);
    writer.number(MaxStride, 4);
    writer.number(++number_, 4);
    writer.number(e3::crc32(writer.written()), 4);
    Slot slot{};
    if (!flash_->program(at / slots_per_page, at % slots_per_page * slot_size, wanted) || !read(at, slot) ||
        slot != wanted) {
      return false;
    }
    newest_ = at;
    return true;
  }

  F* flash_;
  e3::KeyMark mark_{};
  std::uint32_t bound_ = 0;
  std::uint32_t stride_ = MaxStride;
  std::uint32_t number_ = 0;
  std::uint32_t newest_ = 0;
  std::uint32_t next_ = 0;
};

enum class RootBug : std::uint8_t {
  none,
  torn_slots_kept,  ///< only where a whole old root is left, something is overwritten
  saved_last,       ///< a root is written when the one before it is to be erased
};

/// The product's root store with a bug.
template <class F, RootBug Bug>
class PlantedRootStore {
  using Inner = e3::FlashRootStore<F>;
  using RootBytes = e3::Secret<e3::root_size>;

 public:
  static e3::Result<PlantedRootStore> open(F& flash) noexcept { return wrap(Inner::open(flash)); }
  static e3::Result<PlantedRootStore> format(F& flash, e3::FixedBytes<e3::root_size> root) noexcept {
    return wrap(Inner::format(flash, root));
  }

  e3::Result<RootBytes> load(e3::Epoch epoch) noexcept { return inner_.load(epoch); }

  e3::Result<void> save(e3::Epoch epoch, e3::FixedBytes<e3::root_size> root) noexcept {
    if (Bug != RootBug::saved_last) {
      return inner_.save(epoch, root);
    }
    std::copy(root.begin(), root.end(), unsaved_.begin());
    has_unsaved_ = true;
    return {};
  }

  e3::Result<void> erase_before(e3::Epoch epoch) noexcept {
    if (std::exchange(has_unsaved_, false)) {
      if (auto saved = inner_.save(epoch, unsaved_); !saved) {
        return saved;
      }
    }
    bool old = Bug != RootBug::torn_slots_kept;
    for (std::uint32_t earlier = 0; earlier < e3::value(epoch); ++earlier) {
      old = old || inner_.load(e3::Epoch{earlier}).has_value();
    }
    return old ? inner_.erase_before(epoch) : e3::Result<void>{};
  }

 private:
  explicit PlantedRootStore(Inner inner) noexcept : inner_{std::move(inner)} {}

  static e3::Result<PlantedRootStore> wrap(e3::Result<Inner> inner) noexcept {
    if (!inner) {
      return inner.error();
    }
    return PlantedRootStore{*std::move(inner)};
  }

  Inner inner_;
  std::array<std::uint8_t, e3::root_size> unsaved_{};
  bool has_unsaved_ = false;
};

/// The product's ceiling store with a bug: it writes a record when the next one comes, as a cache would.
template <class F>
class CeilingWrittenBehind {
  using Inner = e3::FlashCeilingStore<F>;

 public:
  static e3::Result<CeilingWrittenBehind> open(F& flash) noexcept { return wrap(Inner::open(flash)); }
  static e3::Result<CeilingWrittenBehind> format(F& flash) noexcept { return wrap(Inner::format(flash)); }

  e3::Result<e3::CeilingRecord> load(std::uint32_t lease) noexcept {
    auto record = inner_.load(lease);
    cached_ = record ? *record : e3::CeilingRecord{};
    return record;
  }

  e3::Result<void> save(const e3::CeilingRecord& record) noexcept {
    auto done = inner_.save(cached_);
    cached_ = record;
    return done;
  }

 private:
  explicit CeilingWrittenBehind(Inner inner) noexcept : inner_{std::move(inner)} {}

  static e3::Result<CeilingWrittenBehind> wrap(e3::Result<Inner> inner) noexcept {
    if (!inner) {
      return inner.error();
    }
    return CeilingWrittenBehind{*std::move(inner)};
  }

  Inner inner_;
  e3::CeilingRecord cached_{};
};

}  // namespace power_cut
