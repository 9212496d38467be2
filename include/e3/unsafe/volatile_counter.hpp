#pragma once

#include <cstdint>
#include <limits>
#include <utility>

#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/counter/key_mark.hpp"

namespace e3::unsafe {

/// A counter store in memory: it forgets everything when the program ends.
///
/// After a restart under the same key it repeats counters, which reveals messages and lets envelopes be forged. For
/// simulators, tests and keys that live no longer than the process. Satisfies `CounterStore`. One thread at a time.
class VolatileCounterStore {
 public:
  static constexpr std::uint32_t max_stride = std::numeric_limits<std::uint32_t>::max();

  /// A store for a key whose counters start at 0, or at `first`.
  explicit constexpr VolatileCounterStore(const KeyMark& mark, Counter first = Counter{0}) noexcept
      : mark_{mark}, bound_{first} {}
  VolatileCounterStore(const VolatileCounterStore&) = delete;
  VolatileCounterStore& operator=(const VolatileCounterStore&) = delete;
  ~VolatileCounterStore() = default;

  /// See `CounterStore`.
  [[nodiscard]] constexpr Result<Epoch> epoch() const noexcept { return mark_.epoch; }

  /// See `CounterStore`.
  [[nodiscard]] constexpr Result<Counter> reserve(const KeyMark& mark, std::uint32_t count) noexcept {
    if (mark != mark_) {
      return Error::store_of_another_key;
    }
    if (value(counter_end) - value(bound_) < count) {
      return Error::counter_exhausted;
    }
    return std::exchange(bound_, Counter{value(bound_) + count});
  }

  /// See `CounterStore`.
  [[nodiscard]] constexpr Result<void> advance(const KeyMark& mark) noexcept {
    if (mark.epoch <= mark_.epoch) {
      return Error::epoch_not_later;
    }
    mark_ = mark;
    bound_ = Counter{0};
    return {};
  }

 private:
  KeyMark mark_;
  Counter bound_;
};

}  // namespace e3::unsafe
