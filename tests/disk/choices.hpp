#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "support/random.hpp"

namespace disk {

/// The answers to all that is left open in a run: pseudo-random, or every combination, one run after the other.
class Choices {
 public:
  static Choices random(std::uint64_t seed) { return Choices{support::Random{seed}}; }
  static Choices all() { return Choices{std::nullopt}; }

  /// One of 0 to `count - 1`.
  std::size_t pick(std::size_t count) {
    if (random_) {
      return random_->index(count);
    }
    if (at_ == taken_.size()) {
      taken_.push_back({0, count});
    }
    return taken_[at_++].value;
  }

  bool coin() { return pick(2) == 1; }

  [[nodiscard]] bool is_random() const noexcept { return random_.has_value(); }

  /// Starts the run that follows; false if there is none, because every combination was had.
  bool next() {
    at_ = 0;
    while (!taken_.empty() && taken_.back().value + 1 == taken_.back().count) {
      taken_.pop_back();
    }
    if (taken_.empty()) {
      return false;
    }
    ++taken_.back().value;
    return true;
  }

 private:
  struct Taken {
    std::size_t value;
    std::size_t count;
  };

  explicit Choices(std::optional<support::Random> random) : random_{random} {}

  std::optional<support::Random> random_;
  std::vector<Taken> taken_;
  std::size_t at_ = 0;
};

}  // namespace disk
