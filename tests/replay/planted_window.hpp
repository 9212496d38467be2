#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/counter.hpp"
#include "e3/replay/acceptance.hpp"

namespace replay {

enum class WindowBug : std::uint8_t {
  none,
  shift_wraps,         ///< a step of the width or more shifts by its remainder, as processors do
  shift_does_nothing,  ///< or not at all
  newest_not_marked,
  moves_backwards,
  one_too_wide,
  one_too_narrow,
  zero_is_unset,      ///< newest counter 0 means that nothing was accepted
  number_is_cut_off,  ///< 2^32 + n is taken for n
  last_is_refused,    ///< 2^32 - 1 is refused
  wrong_gap,          ///< the gap counts the message itself
};

/// A window that is one long number, shifted as it moves, with a bug.
template <std::size_t Width, WindowBug Bug>
class ShiftingWindow {
 public:
  static constexpr std::size_t width = Width;

  e3::Acceptance accept(e3::Counter counter) noexcept {
    std::uint64_t wide = e3::value(counter);
    if (Bug == WindowBug::number_is_cut_off) {
      wide &= 0xFFFF'FFFF;
    }
    if (wide >= 0x1'0000'0000 || (Bug == WindowBug::last_is_refused && wide == 0xFFFF'FFFF)) {
      return {e3::Verdict::too_old, {}};
    }
    const auto number = static_cast<std::uint32_t>(wide);
    const bool fresh = Bug == WindowBug::zero_is_unset ? newest_ == 0 : !started_;
    if (!fresh && number <= newest_) {
      const std::size_t age = newest_ - number;
      if (age >= reach) {
        return {e3::Verdict::too_old, {}};
      }
      // A window one too wide reads beside its bits.
      if (age < Width && marked(age)) {
        return {e3::Verdict::replayed, {}};
      }
      if (age < Width) {
        mark(age);
      }
      if (Bug == WindowBug::moves_backwards) {
        newest_ = number;
      }
      return {e3::Verdict::accepted, {.late = true}};
    }
    const std::uint32_t expected = fresh ? 0 : newest_ + 1;
    shift(number - newest_);
    newest_ = number;
    started_ = true;
    if (Bug != WindowBug::newest_not_marked) {
      mark(0);
    }
    const std::uint32_t missing = number - expected + (Bug == WindowBug::wrong_gap ? 1U : 0U);
    return {e3::Verdict::accepted, {.first = e3::Counter{expected}, .count = missing}};
  }

 private:
  static constexpr std::size_t reach =
      Bug == WindowBug::one_too_wide ? Width + 1 : (Bug == WindowBug::one_too_narrow ? Width - 1 : Width);
  static constexpr std::size_t words = Width / 64;

  [[nodiscard]] bool marked(std::size_t age) const noexcept { return ((words_[age / 64] >> (age % 64)) & 1) != 0; }
  void mark(std::size_t age) noexcept { words_[age / 64] |= std::uint64_t{1} << (age % 64); }

  void shift(std::size_t step) noexcept {
    if (step >= Width) {
      if (Bug == WindowBug::shift_does_nothing) {
        return;
      }
      if (Bug != WindowBug::shift_wraps) {
        words_ = {};
        return;
      }
      step %= Width;
    }
    const std::size_t whole = step / 64;
    const std::size_t bits = step % 64;
    for (std::size_t i = words; i-- > 0;) {
      const std::uint64_t low = i >= whole ? words_[i - whole] : 0;
      const std::uint64_t lower = i > whole ? words_[i - whole - 1] : 0;
      words_[i] = bits == 0 ? low : (low << bits) | (lower >> (64 - bits));
    }
  }

  std::array<std::uint64_t, words> words_{};
  std::uint32_t newest_ = 0;
  bool started_ = false;
};

enum class RingBug : std::uint8_t {
  none,
  no_spare_word,          ///< as many words as the width needs
  one_word_not_cleared,   ///< moving on clears one word too few
  full_turn_not_cleared,  ///< a step of all words or more clears by its remainder
};

/// A window that is a ring of words, with a bug.
template <std::size_t Width, RingBug Bug>
class PlantedRing {
 public:
  static constexpr std::size_t width = Width;

  e3::Acceptance accept(e3::Counter counter) noexcept {
    if (counter >= e3::counter_end) {
      return {e3::Verdict::too_old, {}};
    }
    const auto number = static_cast<std::uint32_t>(e3::value(counter));
    const bool late = started_ && number <= newest_;
    if (late && newest_ - number >= Width) {
      return {e3::Verdict::too_old, {}};
    }
    const std::uint32_t expected = started_ ? newest_ + 1 : 0;
    if (!late) {
      move_to(number);
    }
    auto& word = words_[number / 64 % words];
    const std::uint64_t bit = std::uint64_t{1} << (number % 64);
    if (late && (word & bit) != 0) {
      return {e3::Verdict::replayed, {}};
    }
    word |= bit;
    if (late) {
      return {e3::Verdict::accepted, {.late = true}};
    }
    return {e3::Verdict::accepted, {.first = e3::Counter{expected}, .count = number - expected}};
  }

 private:
  static constexpr std::uint32_t words = Width / 64 + (Bug == RingBug::no_spare_word ? 0 : 1);

  void move_to(std::uint32_t number) noexcept {
    std::uint32_t passed = number / 64 - newest_ / 64;
    if (Bug == RingBug::full_turn_not_cleared) {
      passed %= words;
    } else if (passed > words) {
      passed = words;
    }
    for (std::uint32_t i = Bug == RingBug::one_word_not_cleared ? 1 : 0; i < passed; ++i) {
      words_[(number / 64 - i) % words] = 0;
    }
    newest_ = number;
    started_ = true;
  }

  std::array<std::uint64_t, words> words_{};
  std::uint32_t newest_ = 0;
  bool started_ = false;
};

}  // namespace replay
