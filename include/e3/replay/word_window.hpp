#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/counter.hpp"
#include "e3/replay/acceptance.hpp"

// Implementation notes
//
// Bit i of the word says whether counter newest - i was accepted. Bit 0 is always set once anything was accepted, so a
// word of 0 is a window that has accepted nothing, and counter 0 needs no special value.
//
// Newest 70, word ...0101: 70 and 68 were accepted. 72 arrives: the word becomes ...010101 (72, 70, 68). 7 is the
// oldest counter that newest 70 still judges; 6 is too old. A step of 64 or more replaces the word, since a shift by 64
// is undefined.

namespace e3 {

/// A replay window of 64 counters in 12 bytes of state. Use it as `ReplayWindow<64>`; the contract is `RingWindow`'s.
class WordWindow {
 public:
  static constexpr std::size_t width = 64;      ///< in counters
  static constexpr std::size_t word_count = 1;  ///< 64-bit words of state

  /// Accepts `counter` once, after the envelope authenticated; see `RingWindow::accept`.
  [[nodiscard]] constexpr Acceptance accept(Counter counter) noexcept {
    Acceptance acceptance{.verdict = Verdict::too_old};
    if (counter >= counter_end) {
      return acceptance;
    }
    const auto number = static_cast<std::uint32_t>(value(counter));
    const bool fresh = empty();
    if (!fresh && number <= newest_) {
      const std::uint32_t age = newest_ - number;
      if (age < width) {
        const std::uint64_t bit = std::uint64_t{1} << age;
        acceptance.gap.late = (word_ & bit) == 0;
        acceptance.verdict = acceptance.gap.late ? Verdict::accepted : Verdict::replayed;
        word_ |= bit;
      }
      return acceptance;
    }
    const std::uint32_t expected = fresh ? 0 : newest_ + 1;
    const std::uint32_t step = number - newest_;
    word_ = (step < width ? word_ << step : 0) | 1;
    newest_ = number;
    acceptance.verdict = Verdict::accepted;
    acceptance.gap.first = Counter{expected};
    acceptance.gap.count = number - expected;
    return acceptance;
  }

  /// True if nothing was accepted yet.
  [[nodiscard]] constexpr bool empty() const noexcept { return word_ == 0; }

  /// The newest accepted counter; 0 if there is none.
  [[nodiscard]] constexpr Counter newest() const noexcept { return Counter{newest_}; }

  /// The marks as numbers, for a store.
  [[nodiscard]] constexpr std::array<std::uint64_t, word_count> words() const noexcept { return {word_}; }

  /// A window with exactly this state; see `RingWindow::restore`.
  [[nodiscard]] static constexpr WordWindow restore(std::uint32_t newest,
                                                    const std::array<std::uint64_t, word_count>& words) noexcept {
    WordWindow window;
    window.newest_ = newest;
    window.word_ = words[0];
    return window;
  }

  friend constexpr bool operator==(const WordWindow&, const WordWindow&) noexcept = default;

 private:
  std::uint64_t word_ = 0;
  std::uint32_t newest_ = 0;
};

}  // namespace e3
