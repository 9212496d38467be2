#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/big_endian.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/store/crc32.hpp"
#include "e3/store/flash/flash.hpp"

// Implementation notes
//
// A slot is the record, its sequence number (4) and a CRC-32 of both (4), in the flash's byte order. Slots are written
// one after the other through page 0, then page 1, then page 0 again, which is erased when its turn comes and only
// then: never the page with the newest sound slot. The highest sequence counts, from 1 on.
//
// The slots behind the newest sound one, to the last that is not blank, are *unsound*: torn, decayed or not readable.
// The log reports their number, and its user assumes the worse until a sound slot stands behind them. They count in the
// page of the newest record alone: a page begins with what was assumed so far, so nothing in the other one is newer.
//
// What was programmed is read back; a slot that reads wrong is left behind, and its number with it, since its content
// may show up at any boot to come. Mounting reads all twice and believes the second time: a first read may be stale.

namespace e3 {

/// An append-only log of records of `RecordSize` bytes in two pages of flash, of which the newest counts. Any power cut
/// leaves the newest record or the one before it. The base of the flash stores; one thread, one writer.
template <class F, std::size_t RecordSize>
class FlashLog {
  static_assert(explain_flash<F>());

 public:
  static constexpr std::size_t slot_size = RecordSize + 8;  ///< bytes in flash per record
  static constexpr std::uint32_t slot_count = F::page_size / slot_size;
  static_assert(slot_size % 32 == 0 && F::page_size % slot_size == 0 && slot_count >= 2,
                "e3: a flash page holds a whole number of records, two or more; take a larger page");

  /// Words as they lie in flash: a number in one is `big_endian` of it.
  using Record = std::array<std::uint32_t, RecordSize / sizeof(std::uint32_t)>;

  /// A log in the two pages of `flash`, which must outlive it. Nothing is read before `mount` or `format`.
  explicit constexpr FlashLog(F& flash) noexcept : flash_{&flash} {}

  /// Finds the newest record, the last that goes to `take(record)`, and where to go on. Errors: `store_blank` if both
  /// pages are erased, `store_corrupt` if nothing in them is sound, `store_unreadable` if moreover a read fails.
  template <class Take>
  [[nodiscard]] Result<void> mount(Take take) noexcept {
    Error missing = Error::store_blank;
    sequence_ = 0;
    std::uint32_t behind = 0;  // the slot behind the newest record
    Slot slot;
    for (std::uint32_t i = 0; i < 2 * 2 * slot_count; ++i) {
      const std::uint32_t number = i % slot_count;
      const std::uint32_t page = (i / slot_count) % 2;
      auto content = read(page, number, slot);
      if (i < 2 * slot_count || content == blank) {
        continue;
      }
      if (content == sound && big_endian(slot.sequence) > sequence_) {
        sequence_ = big_endian(slot.sequence);
        take(slot.record);
        page_ = page;
        behind = number + 1;
      }
      if (page == page_) {
        next_ = number + 1;
      }
      if (content != sound && content > missing) {
        missing = content;
      }
    }
    if (sequence_ == 0) {
      return missing;
    }
    newest_page_ = page_;
    unsound_ = next_ - behind;
    sequence_ += unsound_;
    return {};
  }

  /// Makes `record` the only one. What the log held stays its newest record until this one stands, and is erased then.
  /// Errors: `store_failed`; then the log is what it was, or has this record as its newest.
  [[nodiscard]] Result<void> format(const Record& record) noexcept {
    // Only for the place and sequence number of what is there, if anything is.
    static_cast<void>(mount([](const Record&) noexcept {}).has_value());
    if (auto done = begin_page(record); !done) {
      return done;
    }
    return erase(1 - newest_page_) ? Result<void>{} : Result<void>{Error::store_failed};
  }

  /// Writes a record behind the newest; it is in flash, read back, when this returns success. Errors: `store_failed`;
  /// then it may be in flash all the same, and the next record goes behind it: the call can be made again.
  [[nodiscard]] Result<void> append(const Record& record) noexcept { return append(record, record); }

  /// The same where unsound slots count: a page begins with `current`, the newest record and what they may have held.
  [[nodiscard]] Result<void> append(const Record& record, const Record& current) noexcept {
    for (int attempt = 0; attempt < attempts; ++attempt) {
      if (next_ == slot_count) {
        const std::uint32_t other = 1 - newest_page_;
        if (!erase(other)) {
          break;
        }
        page_ = other;
        next_ = 0;
      }
      const bool begins = page_ != newest_page_ && &current != &record;
      if (write(begins ? current : record) && !begins) {
        unsound_ = 0;
        return {};
      }
    }
    return Error::store_failed;
  }

  /// The same for a record that is no block: it begins the other page, where a cut that tears it costs nothing.
  [[nodiscard]] Result<void> begin_page(const Record& record) noexcept {
    next_ = slot_count;
    return append(record);
  }

  /// Unsound slots behind the newest record when it was mounted; 0 once a record was appended.
  [[nodiscard]] std::uint32_t unsound() const noexcept { return unsound_; }

  /// Gives every sound record of both pages to `visit(record)`.
  template <class Visit>
  void for_each(Visit visit) noexcept {
    Slot slot;
    for (std::uint32_t i = 0; i < 2 * slot_count; ++i) {
      if (read(i / slot_count, i % slot_count, slot) == sound) {
        visit(slot.record);
      }
    }
  }

  /// Overwrites with zeros every slot but the sound ones of which `keep(record)` is true: for secrets that must go
  /// before their page is erased, those in torn slots too. Returns false if one still reads back.
  template <class Keep>
  [[nodiscard]] bool clear_unless(Keep keep) noexcept {
    bool cleared = true;
    Slot slot;
    for (std::uint32_t i = 0; i < 2 * slot_count; ++i) {
      auto content = read(i / slot_count, i % slot_count, slot);
      const bool stays = content == blank || (content == sound && keep(slot.record)) ||
                         (content == Error::store_corrupt && slot == Slot{});
      cleared = (stays || clear(i / slot_count, i % slot_count)) && cleared;
    }
    return cleared;
  }

 private:
  struct Slot {
    Record record;
    std::uint32_t sequence;
    std::uint32_t check;

    [[nodiscard]] MutableFixedBytes<slot_size> bytes() noexcept {
      return MutableFixedBytes<slot_size>{reinterpret_cast<std::uint8_t*>(this), slot_size};
    }
    [[nodiscard]] FixedBytes<slot_size> bytes() const noexcept {
      return FixedBytes<slot_size>{reinterpret_cast<const std::uint8_t*>(this), slot_size};
    }
    [[nodiscard]] std::uint32_t crc() const noexcept { return crc32(bytes().template first<RecordSize + 4>()); }
    friend bool operator==(const Slot& a, const Slot& b) noexcept { return same<slot_size>(a.bytes(), b.bytes()); }
  };
  static_assert(sizeof(Slot) == slot_size);

  static constexpr int attempts = 4;  // if the first slot of two fails where a page begins, the other page begins anew

  // What a slot holds; an unsound one `store_corrupt` or `store_unreadable`.
  static constexpr Error sound = detail::no_error;
  static constexpr Error blank = Error::store_blank;
  static_assert(blank < Error::store_corrupt && Error::store_corrupt < Error::store_unreadable);

  static constexpr std::uint32_t offset_of(std::uint32_t number) noexcept {
    return number * static_cast<std::uint32_t>(slot_size);
  }

  Error read(std::uint32_t page, std::uint32_t number, Slot& out) noexcept {
    if (!flash_->read(page, offset_of(number), out.bytes())) {
      return Error::store_unreadable;
    }
    std::uint8_t set = 0xFF;
    for (const auto byte : out.bytes()) {
      set &= byte;
    }
    if (set == 0xFF) {
      return blank;
    }
    return big_endian(out.check) == out.crc() ? sound : Error::store_corrupt;
  }

  /// Programs a slot and sees that it reads back right.
  bool program(std::uint32_t page, std::uint32_t number, const Slot& wanted) noexcept {
    Slot slot;
    return flash_->program(page, offset_of(number), wanted.bytes()) &&
           read(page, number, slot) != Error::store_unreadable && slot == wanted;
  }

  /// Programs the next slot, which is the newest if it reads back right.
  bool write(const Record& record) noexcept {
    // A number of its own for each attempt: one that failed may show up later, and must then be the older.
    Slot wanted;
    wanted.record = record;
    wanted.sequence = big_endian(++sequence_);
    wanted.check = big_endian(wanted.crc());
    if (!program(page_, next_++, wanted)) {
      return false;
    }
    newest_page_ = page_;
    return true;
  }

  bool clear(std::uint32_t page, std::uint32_t number) noexcept {
    constexpr Slot zeros{};
    for (int attempt = 0; attempt < attempts; ++attempt) {
      if (program(page, number, zeros)) {
        return true;
      }
    }
    return false;
  }

  /// Erases a page and sees that it is erased.
  bool erase(std::uint32_t page) noexcept {
    for (int attempt = 0; attempt < attempts; ++attempt) {
      bool blank_now = flash_->erase(page);
      Slot slot;
      // Every slot, also behind one that is not blank: each may once return what was there before.
      for (std::uint32_t number = 0; number < slot_count; ++number) {
        blank_now = read(page, number, slot) == blank && blank_now;
      }
      if (blank_now) {
        return true;
      }
    }
    return false;
  }

  F* flash_;
  std::uint32_t sequence_ = 0;
  std::uint32_t newest_page_ = 0;
  std::uint32_t page_ = 0;  // where the next slot is written
  std::uint32_t next_ = 0;
  std::uint32_t unsound_ = 0;
};

}  // namespace e3
