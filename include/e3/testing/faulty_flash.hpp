#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"

// Implementation notes
//
// A step is each programmed byte, each erased piece of a page, and the end of each operation, so that the power can
// also go between what the chip has done and the driver's answer. Programming 32 bytes has 33 steps: cut at step 1
// changes nothing (or half a byte), cut at step 33 leaves all 32 bytes right and the call unanswered.

namespace e3::testing {

/// How the byte or the piece of a page at which the power goes is left.
enum class Tear : std::uint8_t {
  clean,       ///< as it was
  half,        ///< some of its bits changed
  unreadable,  ///< the 32 bytes around it fail to read until they are erased or overwritten, as with error correction
};

/// What one operation, a `program` or an `erase`, does wrong.
enum class FlashFault : std::uint8_t {
  lost,     ///< it reports success and changes nothing
  stale,    ///< it works, but the next read of each 32 bytes of its place gives the old content, once
  refused,  ///< it reports a fault and changes nothing
  unsure,   ///< it works and reports a fault
};

/// A NOR flash in memory, for tests: programming only clears bits, a page is erased in pieces of `EraseStep` bytes, and
/// the power goes, or an operation goes wrong, exactly when a test says so. Satisfies `Flash`.
///
/// A plain value: a copy is another chip with the same content, faults to come included. After a power cut every call
/// returns false until `power_on()`; what used the flash then is to be thrown away, as a reboot would.
template <std::uint32_t PageSize, std::uint32_t PageCount = 2, std::uint32_t EraseStep = 16>
class FaultyFlash {
  static_assert(PageSize % 32 == 0 && EraseStep > 0 && PageSize % EraseStep == 0,
                "e3: a simulated page is a multiple of 32 bytes and of its erase step");

 public:
  static constexpr std::uint32_t page_size = PageSize;    ///< in bytes
  static constexpr std::uint32_t page_count = PageCount;  ///< a chip may hold several stores

  /// An erased chip with its power on.
  constexpr FaultyFlash() noexcept {
    for (auto& page : cells_) {
      page.fill(0xFF);
    }
  }

  /// See `Flash`. False without power, or outside the chip.
  [[nodiscard]] constexpr bool read(std::uint32_t page, std::uint32_t offset, MutableBytes out) noexcept {
    if (!powered_ || !within(page, offset, out.size())) {
      return false;
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = cells_[page][offset + i];
    }
    return !any_mark_ || read_marked(page, offset, out);
  }

  /// See `Flash`. False without power, outside the chip, or for a place or size that is no multiple of 32.
  [[nodiscard]] constexpr bool program(std::uint32_t page, std::uint32_t offset, Bytes in) noexcept {
    if (!powered_ || !within(page, offset, in.size()) || offset % unit != 0 || in.size() % unit != 0) {
      return false;
    }
    const bool works = begin(page, offset, in.size());
    for (std::size_t i = 0; i < in.size(); ++i) {
      auto& cell = cells_[page][offset + i];
      const auto wanted = static_cast<std::uint8_t>(cell & in[i]);
      if (cut_here()) {
        cell = works ? torn(cell, wanted) : cell;
        mark_torn(page, offset + i, works);
        return false;
      }
      cell = works ? wanted : cell;
      unmark_torn(page, offset + i, works);
    }
    return end();
  }

  /// See `Flash`. False without power, or outside the chip.
  [[nodiscard]] constexpr bool erase(std::uint32_t page) noexcept {
    if (!powered_ || !within(page, 0, PageSize)) {
      return false;
    }
    const bool works = begin(page, 0, PageSize);
    for (std::uint32_t offset = 0; offset < PageSize; offset += EraseStep) {
      const bool cut = cut_here();
      for (std::uint32_t i = offset; works && i < offset + EraseStep; ++i) {
        cells_[page][i] = cut ? torn(cells_[page][i], 0xFF) : 0xFF;
      }
      if (cut) {
        mark_torn(page, offset, works);
        return false;
      }
      unmark_torn(page, offset, works);
    }
    return end();
  }

  /// The power goes at the `step`-th step from the last `power_on` on, counted from 1. 0 is never.
  constexpr void cut_at(std::uint64_t step, Tear tear = Tear::clean) noexcept {
    cut_at_ = step;
    tear_ = tear;
  }

  /// The `operation`-th operation from the last `power_on` on, counted from 1, has this fault. 0 is none.
  constexpr void fault_at(std::uint64_t operation, FlashFault fault) noexcept {
    fault_at_ = operation;
    fault_ = fault;
  }

  /// Ends an outage: counts steps and operations from 0 again, and forgets what was still to go wrong. What is stale
  /// stays so.
  constexpr void power_on() noexcept {
    powered_ = true;
    steps_ = operations_ = cut_at_ = fault_at_ = 0;
  }

  /// False from a power cut until `power_on`.
  [[nodiscard]] constexpr bool powered() const noexcept { return powered_; }

  /// Steps and operations since the last `power_on`.
  [[nodiscard]] constexpr std::uint64_t steps() const noexcept { return steps_; }
  [[nodiscard]] constexpr std::uint64_t operations() const noexcept { return operations_; }

  /// What the cells of a page really hold; and to change it, as age does.
  [[nodiscard]] constexpr FixedBytes<PageSize> cells(std::uint32_t page) const noexcept { return cells_[page]; }
  [[nodiscard]] constexpr MutableFixedBytes<PageSize> cells(std::uint32_t page) noexcept { return cells_[page]; }

 private:
  static constexpr std::uint32_t unit = 32;

  static constexpr bool within(std::uint32_t page, std::uint32_t offset, std::size_t size) noexcept {
    return page < PageCount && offset <= PageSize && size <= PageSize - offset;
  }

  /// Starts an operation; false if it is to change nothing.
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): page, then offset, as in the Flash concept.
  constexpr bool begin(std::uint32_t page, std::uint32_t offset, std::size_t size) noexcept {
    faulty_ = ++operations_ == fault_at_;
    if (faulty_ && fault_ == FlashFault::stale) {
      for (std::uint32_t i = offset; i < offset + size; ++i) {
        before_[page][i] = cells_[page][i];
        marks_[page][i / unit] = Mark::stale;
      }
      any_mark_ = true;
    }
    return !faulty_ || fault_ == FlashFault::stale || fault_ == FlashFault::unsure;
  }

  constexpr bool end() noexcept {
    return !cut_here() && (!faulty_ || fault_ == FlashFault::lost || fault_ == FlashFault::stale);
  }

  constexpr bool cut_here() noexcept {
    if (++steps_ == cut_at_) {
      powered_ = false;
    }
    return !powered_;
  }

  /// Which bits of a torn byte have changed depends on the step, so that neighbours differ.
  [[nodiscard]] constexpr std::uint8_t torn(std::uint8_t old, std::uint8_t wanted) const noexcept {
    const unsigned changed = tear_ != Tear::half ? 0U : (old ^ wanted) & (steps_ % 2 == 0 ? 0x55U : 0xAAU);
    return static_cast<std::uint8_t>(old ^ changed);
  }

  constexpr void mark_torn(std::uint32_t page, std::size_t offset, bool works) noexcept {
    if (works && tear_ == Tear::unreadable) {
      marks_[page][offset / unit] = Mark::torn;
      any_mark_ = true;
    }
  }

  constexpr void unmark_torn(std::uint32_t page, std::size_t offset, bool works) noexcept {
    if (works && marks_[page][offset / unit] == Mark::torn) {
      marks_[page][offset / unit] = Mark::none;
    }
  }

  constexpr bool read_marked(std::uint32_t page, std::uint32_t offset, MutableBytes out) noexcept {
    bool readable = true;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const Mark mark = marks_[page][(offset + i) / unit];
      readable = readable && mark != Mark::torn;
      if (mark == Mark::stale) {
        out[i] = before_[page][offset + i];
      }
    }
    for (std::size_t i = offset / unit; i * unit < offset + out.size(); ++i) {
      marks_[page][i] = marks_[page][i] == Mark::stale ? Mark::none : marks_[page][i];
    }
    return readable;
  }

  enum class Mark : std::uint8_t { none, stale, torn };
  using Page = std::array<std::uint8_t, PageSize>;
  std::array<Page, PageCount> cells_{};
  std::array<Page, PageCount> before_{};
  std::array<std::array<Mark, PageSize / unit>, PageCount> marks_{};
  bool any_mark_ = false;
  bool powered_ = true;
  bool faulty_ = false;
  Tear tear_ = Tear::clean;
  FlashFault fault_ = FlashFault::lost;
  std::uint64_t steps_ = 0;
  std::uint64_t operations_ = 0;
  std::uint64_t cut_at_ = 0;
  std::uint64_t fault_at_ = 0;
};

}  // namespace e3::testing
