#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "support/random.hpp"

namespace replay {

inline constexpr std::uint64_t end = 0x1'0000'0000;

/// Counters as a gateway that drops, repeats, reorders and invents would present them to a window of `width`.
class Stream {
 public:
  Stream(support::Random random, std::uint64_t width) : random_{random}, width_{width} {}

  /// A first counter: nothing, the edges of words and of the window, of a signed number, and of the range.
  std::uint64_t start() {
    const std::array<std::uint64_t, 12> starts{0,
                                               1,
                                               63,
                                               64,
                                               width_ - 1,
                                               width_,
                                               width_ + 1,
                                               0x8000'0000 - width_,
                                               end - 4 * width_,
                                               end - width_ - 1,
                                               end - 1,
                                               random_.below(end)};
    return seen(starts[random_.index(starts.size())]);
  }

  /// The next counter, given the newest one that was accepted.
  std::uint64_t next(std::uint64_t newest) {
    switch (random_.below(16)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return seen(newest + 1);
      case 4:
        return seen(newest + 2 + random_.below(4));
      case 5:
      case 6:
        return seen(before(newest, random_.below(std::min<std::uint64_t>(width_, 32))));
      case 7:
      case 8:
        return recent_[random_.index(recent_.size())];
      case 9:
      case 10:
        return seen(before(newest, random_.below(width_)));
      case 11:
        return seen(before(newest, width_ - 2 + random_.below(4)));
      case 12:
        return seen(before(newest / 64 * 64 + random_.below(3), 64 * random_.below(width_ / 64 + 2) + 1));
      case 13:
        return before(newest, width_ + random_.below(3 * width_));
      case 14:
        return jump(newest);
      default:
        return beyond(newest);
    }
  }

 private:
  static std::uint64_t before(std::uint64_t counter, std::uint64_t steps) { return counter - std::min(counter, steps); }

  std::uint64_t seen(std::uint64_t counter) {
    recent_[at_++ % recent_.size()] = counter;
    return counter;
  }

  /// Mostly rare, so that windows fill up in between.
  std::uint64_t jump(std::uint64_t newest) {
    if (random_.below(1024) == 0) {
      return seen(std::min(newest + (random_.next() >> (32 + random_.below(32))), end - 1));
    }
    if (random_.below(24) != 0) {
      return seen(newest + 1);
    }
    const std::array<std::uint64_t, 6> steps{64, width_ - 64, width_, width_ + 64, 2 * width_, 3 * width_ + 128};
    return seen(newest + steps[random_.index(steps.size())] - 1 + random_.below(3));
  }

  /// What no sender may use, and what a window that cuts numbers off takes for something else.
  std::uint64_t beyond(std::uint64_t newest) {
    const std::array<std::uint64_t, 6> counters{end,          end + newest,      end + newest + 1,
                                                end + width_, ~std::uint64_t{0}, random_.next() | end};
    return random_.coin() ? recent_[random_.index(recent_.size())] : counters[random_.index(counters.size())];
  }

  support::Random random_;
  std::uint64_t width_;
  std::array<std::uint64_t, 64> recent_{};
  std::size_t at_ = 0;
};

}  // namespace replay
