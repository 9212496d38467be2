#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/counter.hpp"
#include "e3/replay/acceptance.hpp"

// Implementation notes
//
// Counter c is bit c % 64 of word (c / 64) % words. There is one word more than the width needs, so that moving forward
// clears whole words and never shifts (RFC 6479, section 3). Words further ahead than the newest counter's are clear.
// The newest accepted counter is always marked: a window whose newest counter is not marked has accepted nothing, and
// counter 0 needs no special value.
//
// Width 128 has 3 words. Newest 130 lies in word 2; 131 - 128 = 3 is the oldest counter that is still judged; counter 2
// shares word 0 with 3 but is refused as too old. Accepting 200 (word 3 % 3 = 0) clears word 0.

namespace e3 {

/// Remembers which of the last `Width` counters were accepted. A plain value: it can be copied, stored and compared.
///
/// `Width` is a multiple of 64 from 128 to 8192. Memory: `Width / 8 + 16` bytes at most. Use it as
/// `ReplayWindow<Width>`.
template <std::size_t Width>
class RingWindow {
  static_assert(Width >= 128 && Width <= 8192 && Width % 64 == 0,
                "e3: a replay window's width is a multiple of 64 from 64 to 8192");

 public:
  static constexpr std::size_t width = Width;  ///< in counters

  /// Accepts `counter` once: it is new, and not older than the newest accepted counter by `width` or more.
  ///
  /// Call it only after the envelope authenticated: earlier, anyone who can send bytes could move the window and lock
  /// the device out. Test and set are one step on purpose; there is no check to forget. Verdicts: accepted, replayed,
  /// too_old (also for 2^32 and more, which no sender may use). Cost: one bit, and at most all words cleared once.
  [[nodiscard]] constexpr Acceptance accept(Counter counter) noexcept {
    if (counter >= counter_end) {
      return {Verdict::too_old, {}};
    }
    const auto number = static_cast<std::uint32_t>(value(counter));
    const bool fresh = empty();
    if (!fresh && number <= newest_) {
      if (newest_ - number >= Width) {
        return {Verdict::too_old, {}};
      }
      if (marked(number)) {
        return {Verdict::replayed, {}};
      }
      mark(number);
      return {Verdict::accepted, {.late = true}};
    }
    const std::uint32_t expected = fresh ? 0 : newest_ + 1;
    move_to(number, fresh);
    return {Verdict::accepted, {.first = Counter{expected}, .count = number - expected}};
  }

  /// True if nothing was accepted yet.
  [[nodiscard]] constexpr bool empty() const noexcept { return !marked(newest_); }

  /// The newest accepted counter; 0 if there is none.
  [[nodiscard]] constexpr Counter newest() const noexcept { return Counter{newest_}; }

  static constexpr std::size_t word_count = Width / 64 + 1;  ///< 64-bit words of state

  /// The marks as numbers, for a store.
  [[nodiscard]] constexpr const std::array<std::uint64_t, word_count>& words() const noexcept { return words_; }

  /// A window with exactly this state, from a store that checked it. Any state is safe to hold: a wrong one only
  /// accepts or refuses other counters.
  [[nodiscard]] static constexpr RingWindow restore(std::uint32_t newest,
                                                    const std::array<std::uint64_t, word_count>& words) noexcept {
    RingWindow window;
    window.newest_ = newest;
    window.words_ = words;
    return window;
  }

  friend constexpr bool operator==(const RingWindow&, const RingWindow&) noexcept = default;

 private:
  static constexpr std::size_t word_of(std::uint32_t number) noexcept { return (number / 64) % word_count; }
  static constexpr std::uint64_t bit_of(std::uint32_t number) noexcept { return std::uint64_t{1} << (number % 64); }

  constexpr bool marked(std::uint32_t number) const noexcept { return (words_[word_of(number)] & bit_of(number)) != 0; }
  constexpr void mark(std::uint32_t number) noexcept { words_[word_of(number)] |= bit_of(number); }

  constexpr void move_to(std::uint32_t number, bool fresh) noexcept {
    const std::uint32_t passed = number / 64 - newest_ / 64;
    if (fresh || passed >= word_count) {
      words_ = {};
    } else {
      for (std::uint32_t i = 0; i < passed; ++i) {
        words_[word_of(number - 64 * i)] = 0;
      }
    }
    newest_ = number;
    mark(number);
  }

  std::uint32_t newest_ = 0;
  std::array<std::uint64_t, word_count> words_{};
};

}  // namespace e3
