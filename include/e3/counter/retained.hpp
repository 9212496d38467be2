#pragma once

#include <array>
#include <cstdint>
#include <utility>

#include "e3/core/barrier.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/counter/key_mark.hpp"

namespace e3 {

/// What is left of a counter block while a device sleeps: for memory that keeps its content in sleep and loses it with
/// the power, placed by the application and not initialised at boot.
///
/// It is valid for one `CounterLease::start`, of the same key, and only while the store's bound is the one it was made
/// with. Anything else in that memory fails its 32-bit check and costs a new block. It moves and never copies: two
/// copies would repeat counters.
class Retained {
 public:
  /// Holds nothing.
  constexpr Retained() noexcept = default;

  /// What a lease leaves, `left` counters from `next` on; use `CounterLease::retain`.
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): only a lease calls it, in the order of the members.
  constexpr Retained(const KeyMark& mark, std::uint32_t next, std::uint32_t left, std::uint32_t boot_salt) noexcept
      : next_{next}, left_{left}, boot_salt_{boot_salt}, check_{check(mark)} {}

  constexpr Retained(Retained&& other) noexcept { take_over(other); }
  constexpr Retained& operator=(Retained&& other) noexcept {
    if (this != &other) {
      take_over(other);
    }
    return *this;
  }
  Retained(const Retained&) = delete;
  Retained& operator=(const Retained&) = delete;
  ~Retained() = default;

  /// True if this was made for the key with this mark, is unchanged since, and has a counter left.
  [[nodiscard]] constexpr bool valid_for(const KeyMark& mark) const noexcept {
    return left_ != 0 && check_ == check(mark);
  }

  /// The next counter, and how many are left from it on.
  [[nodiscard]] constexpr std::uint32_t next() const noexcept { return next_; }
  [[nodiscard]] constexpr std::uint32_t left() const noexcept { return left_; }

  /// The end of the block: what the store's bound must be.
  [[nodiscard]] constexpr Counter bound() const noexcept { return Counter{std::uint64_t{next_} + left_}; }

  /// The boot salt that the messages before the sleep had: going on with it keeps the cloud's clone alarm sharp.
  [[nodiscard]] constexpr std::uint32_t boot_salt() const noexcept { return boot_salt_; }

 private:
  /// FNV-1a over the mark and the fields; it finds garbage, not forgery.
  [[nodiscard]] constexpr std::uint32_t check(const KeyMark& mark) const noexcept {
    constexpr std::uint32_t prime = 0x0100'0193;
    const std::array<std::uint32_t, 4> words{value(mark.epoch), next_, left_, boot_salt_};
    std::uint32_t hash = 0x811C'9DC5;
    for (const auto word : words) {
      hash = (hash ^ word) * prime;
    }
    for (const auto byte : mark.id) {
      hash = (hash ^ byte) * prime;
    }
    return hash;
  }

  // The source is empty before anything is done with the copy: a crash in between must find nothing to resume.
  constexpr void take_over(Retained& other) noexcept {
    next_ = other.next_;
    left_ = std::exchange(other.left_, 0);
    boot_salt_ = other.boot_salt_;
    check_ = std::exchange(other.check_, 0);
    keep_stores_before();
  }

  std::uint32_t next_ = 0;
  std::uint32_t left_ = 0;
  std::uint32_t boot_salt_ = 0;
  std::uint32_t check_ = 0;
};

}  // namespace e3
