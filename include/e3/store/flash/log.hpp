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

  /// Finds the newest record, which goes to `newest`, and where to go on. Errors: `store_blank` if both pages are
  /// erased, `store_corrupt` if nothing in them is sound, `store_unreadable` if moreover the chip reports a fault.
  [[nodiscard]] Result<void> mount(Record& newest) noexcept {
    Error missing = Error::store_blank;
    bool found = false;
    Slot slot;
    for (std::uint32_t i = 0; i < 2 * 2 * slot_count; ++i) {
      const std::uint32_t page = (i / slot_count) % 2;
      const std::uint32_t number = i % slot_count;
      const Content content = read(page, number, slot);
      if (i < 2 * slot_count || content == Content::blank) {
        continue;
      }
      if (content == Content::unreadable) {
        missing = Error::store_unreadable;
      } else if (missing == Error::store_blank) {
        missing = Error::store_corrupt;
      }
      if (content == Content::sound && (!found || sequence_of(slot) > sequence_)) {
        found = true;
        sequence_ = sequence_of(slot);
        newest = record_of(slot);
        keep(page, number + 1);
      }
    }
    if (!found) {
      return missing;
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
    return {};
  }

  /// Makes `record` the only one. What the log held stays its newest record until this one stands, and is erased then.
  /// Errors: `store_failed`; then the log is what it was, or has this record as its newest.
  [[nodiscard]] Result<void> format(const Record& record) noexcept {
    // Only for the place and sequence number of what is there, if anything is.
    Record newest;
    static_cast<void>(mount(newest).has_value());
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
      if (program(page_, number, wanted)) {
        keep(page_, next_);
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
    Slot slot;
    for (std::uint32_t i = 0; i < 2 * slot_count; ++i) {
      if (read(i / slot_count, i % slot_count, slot) == Content::sound) {
        visit(record_of(slot));
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
      const std::uint32_t page = i / slot_count;
      const std::uint32_t number = i % slot_count;
      const Content content = read(page, number, slot);
      const bool stays = content == Content::blank || (content == Content::sound && keep(record_of(slot))) ||
                         (content == Content::unsound && slot == Slot{});
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
  enum class Content : std::uint8_t { unreadable, blank, unsound, sound };

  static constexpr std::uint32_t sequence_of(const Slot& slot) noexcept {
    return number_of(FixedBytes<slot_size>{slot}.template subspan<RecordSize, 4>());
  }
  static constexpr Content content_of(const Slot& slot) noexcept {
    std::uint8_t set = 0xFF;
    for (const auto byte : slot) {
      set &= byte;
    }
    if (set == 0xFF) {
      return Content::blank;
    }
    const FixedBytes<slot_size> bytes{slot};
    return number_of(bytes.template last<4>()) == crc32(bytes.template first<RecordSize + 4>()) ? Content::sound
                                                                                                : Content::unsound;
  }
  static constexpr Record record_of(const Slot& slot) noexcept {
    Record record;
    copy<RecordSize>(FixedBytes<slot_size>{slot}.template first<RecordSize>(), record);
    return record;
  }

  static constexpr Slot slot_of(const Record& record, std::uint32_t sequence) noexcept {
    Slot slot;
    const MutableFixedBytes<slot_size> bytes{slot};
    copy<RecordSize>(record, bytes.template first<RecordSize>());
    put_number(sequence, bytes.template subspan<RecordSize, 4>());
    put_number(crc32(bytes.template first<RecordSize + 4>()), bytes.template last<4>());
    return slot;
  }

  Content read(std::uint32_t page, std::uint32_t number, Slot& out) noexcept {
    return flash_->read(page, offset_of(number), out) ? content_of(out) : Content::unreadable;
  }

  /// Programs a slot and sees that it reads back right.
  bool program(std::uint32_t page, std::uint32_t number, const Slot& wanted) noexcept {
    Slot slot;
    return flash_->program(page, offset_of(number), wanted) && flash_->read(page, offset_of(number), slot) &&
           slot == wanted;
  }

  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): page, then slot, as everywhere in this file.
  void keep(std::uint32_t page, std::uint32_t next) noexcept {
    newest_page_ = page_ = page;
    next_ = next;
  }

  /// Counts the slots of `page` from `next` on that are not blank, and moves `next` behind the last of them.
  std::uint32_t pass_unsound(std::uint32_t page, std::uint32_t& next) noexcept {
    Slot slot;
    std::uint32_t unsound = 0;
    for (std::uint32_t number = next; number < slot_count; ++number) {
      if (read(page, number, slot) != Content::blank) {
        ++unsound;
        next = number + 1;
      }
    }
    return unsound;
  }

  bool has_sound(std::uint32_t page) noexcept {
    Slot slot;
    for (std::uint32_t number = 0; number < slot_count; ++number) {
      if (read(page, number, slot) == Content::sound) {
        return true;
      }
    }
    return false;
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
