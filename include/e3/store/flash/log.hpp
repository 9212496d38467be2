#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/reader.hpp"
#include "e3/core/result.hpp"
#include "e3/core/writer.hpp"
#include "e3/store/crc32.hpp"
#include "e3/store/flash/flash.hpp"

// Implementation notes
//
// A slot is the record, its sequence number (4) and a CRC-32 of both (4). Slots are written one after the other through
// page 0, then page 1, then page 0 again, which is erased when its turn comes and only then: the page with the newest
// sound slot is never the one that is erased. The highest sequence counts.
//
// A slot behind the newest sound one that is neither sound nor blank is *unsound*: torn by a power cut, or decayed. Their
// number is reported, and the user of the log assumes the worse until a sound slot stands behind them.
//
// What was programmed is read back; a slot that does not read back right is left behind, since its true content may
// show up later. Mounting reads everything twice and believes the second time, since a first read may still return what
// was there before. A slot that cannot be read is unsound too: flash with error correction reports a torn write so.

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

  using Record = std::array<std::uint8_t, RecordSize>;

  /// A log in the two pages of `flash`, which must outlive it. Nothing is read before `mount` or `format`.
  explicit constexpr FlashLog(F& flash) noexcept : flash_{&flash} {}

  /// Finds the newest record, which it returns, and where to go on. Errors: `store_blank` if both pages are erased,
  /// `store_corrupt` if nothing in them is sound, `store_unreadable` if moreover the chip reports a fault.
  [[nodiscard]] Result<Record> mount() noexcept {
    Record newest{};
    Slot slot{};
    bool found = false;
    bool blank = true;
    bool readable = true;
    for (std::uint32_t i = 0; i < 2 * 2 * slot_count; ++i) {
      const std::uint32_t page = (i / slot_count) % 2;
      const std::uint32_t number = i % slot_count;
      const bool can_read = read(page, number, slot);
      if (i < 2 * slot_count || (can_read && is_blank(slot))) {
        continue;
      }
      blank = false;
      readable = readable && can_read;
      if (can_read && (!found || sequence_of(slot) > sequence_) && is_sound(slot)) {
        found = true;
        newest = record_of(slot);
        keep(slot, page, number + 1);
      }
    }
    if (!found) {
      return blank ? Error::store_blank : readable ? Error::store_corrupt : Error::store_unreadable;
    }
    unsound_ = pass_unsound(page_, next_);
    if (next_ == slot_count && !has_sound(1 - page_)) {
      std::uint32_t next = 0;
      unsound_ += pass_unsound(1 - page_, next);
      if (next < slot_count) {
        page_ = 1 - page_;
        next_ = next;
      }
    }
    return newest;
  }

  /// Makes `record` the only one. What the log held stays its newest record until this one stands, and is erased then.
  /// Errors: `store_failed`; then the log is what it was, or has this record as its newest.
  [[nodiscard]] Result<void> format(const Record& record) noexcept {
    // Only for the place and sequence number of what is there, if anything is.
    static_cast<void>(mount().has_value());
    next_ = slot_count;
    if (auto done = append(record); !done) {
      return done;
    }
    return erase(1 - newest_page_) ? Result<void>{} : Result<void>{Error::store_failed};
  }

  /// Writes a record behind the newest; it is in flash, read back, when this returns success. Errors: `store_failed`;
  /// then it may be in flash all the same, and the next record goes behind it: the call can be made again.
  [[nodiscard]] Result<void> append(const Record& record) noexcept {
    for (int attempt = 0; attempt < attempts; ++attempt) {
      if (next_ == slot_count) {
        if (!erase(1 - newest_page_)) {
          break;
        }
        page_ = 1 - newest_page_;
        next_ = 0;
      }
      // A number of its own for each attempt: one that failed may show up later, and must then be the older.
      const Slot wanted = slot_of(record, ++sequence_);
      const std::uint32_t number = next_++;
      Slot slot{};
      if (flash_->program(page_, offset_of(number), wanted) && read(page_, number, slot) && slot == wanted) {
        keep(slot, page_, next_);
        unsound_ = 0;
        return {};
      }
    }
    return Error::store_failed;
  }

  /// Unsound slots behind the newest record when it was mounted; 0 once a record was appended.
  [[nodiscard]] std::uint32_t unsound() const noexcept { return unsound_; }

  /// Gives every sound record of both pages to `visit(record)`.
  template <class Visit>
  void for_each(Visit visit) noexcept {
    Slot slot{};
    for (std::uint32_t i = 0; i < 2 * slot_count; ++i) {
      if (read(i / slot_count, i % slot_count, slot) && is_sound(slot)) {
        visit(record_of(slot));
      }
    }
  }

  /// Overwrites with zeros every slot but the sound ones of which `keep(record)` is true: for secrets that must go
  /// before their page is erased, those in torn slots too. Returns false if one still reads back.
  template <class Keep>
  [[nodiscard]] bool clear_unless(Keep keep) noexcept {
    bool cleared = true;
    Slot slot{};
    for (std::uint32_t i = 0; i < 2 * slot_count; ++i) {
      const std::uint32_t page = i / slot_count;
      const std::uint32_t number = i % slot_count;
      const bool stays =
          read(page, number, slot) && (is_blank(slot) || slot == Slot{} || (is_sound(slot) && keep(record_of(slot))));
      cleared = (stays || clear(page, number)) && cleared;
    }
    return cleared;
  }

 private:
  using Slot = std::array<std::uint8_t, slot_size>;
  static constexpr int attempts = 3;

  static constexpr std::uint32_t offset_of(std::uint32_t number) noexcept {
    return number * static_cast<std::uint32_t>(slot_size);
  }
  static constexpr std::uint32_t sequence_of(const Slot& slot) noexcept {
    return Reader{Bytes{slot}.subspan(RecordSize)}.number(4);
  }
  static constexpr bool is_sound(const Slot& slot) noexcept {
    return Reader{Bytes{slot}.subspan(RecordSize + 4)}.number(4) == crc32(Bytes{slot}.first(RecordSize + 4));
  }
  static constexpr bool is_blank(const Slot& slot) noexcept {
    for (const auto byte : slot) {
      if (byte != 0xFF) {
        return false;
      }
    }
    return true;
  }
  static constexpr Record record_of(const Slot& slot) noexcept {
    Record record{};
    Writer{record}.put(Bytes{slot}.first(RecordSize));
    return record;
  }

  static constexpr Slot slot_of(const Record& record, std::uint32_t sequence) noexcept {
    Slot slot{};
    Writer writer{slot};
    writer.put(record);
    writer.number(sequence, 4);
    writer.number(crc32(writer.written()), 4);
    return slot;
  }

  bool read(std::uint32_t page, std::uint32_t number, Slot& out) noexcept {
    return flash_->read(page, offset_of(number), out);
  }

  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): page, then slot, as everywhere in this file.
  void keep(const Slot& slot, std::uint32_t page, std::uint32_t next) noexcept {
    sequence_ = sequence_of(slot);
    newest_page_ = page_ = page;
    next_ = next;
  }

  /// Counts the slots of `page` from `next` on that are not blank, and moves `next` behind the last of them.
  std::uint32_t pass_unsound(std::uint32_t page, std::uint32_t& next) noexcept {
    Slot slot{};
    std::uint32_t unsound = 0;
    for (std::uint32_t number = next; number < slot_count; ++number) {
      if (!read(page, number, slot) || !is_blank(slot)) {
        ++unsound;
        next = number + 1;
      }
    }
    return unsound;
  }

  bool has_sound(std::uint32_t page) noexcept {
    Slot slot{};
    for (std::uint32_t number = 0; number < slot_count; ++number) {
      if (read(page, number, slot) && is_sound(slot)) {
        return true;
      }
    }
    return false;
  }

  bool clear(std::uint32_t page, std::uint32_t number) noexcept {
    constexpr Slot zeros{};
    Slot slot{};
    for (int attempt = 0; attempt < attempts; ++attempt) {
      if (flash_->program(page, offset_of(number), zeros) && read(page, number, slot) && slot == zeros) {
        return true;
      }
    }
    return false;
  }

  /// Erases a page and sees that it is erased.
  bool erase(std::uint32_t page) noexcept {
    for (int attempt = 0; attempt < attempts; ++attempt) {
      std::uint32_t next = 0;
      if (flash_->erase(page) && pass_unsound(page, next) == 0) {
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
