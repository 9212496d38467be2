#pragma once

#include <concepts>

#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/counter/key_mark.hpp"

namespace e3 {

/// Where a sealer's counters come from: `CounterLease`, or something as safe.
///
/// `epoch()` is the epoch of the key that the durable state belongs to, `start(mark)` binds the source to that key,
/// `take(limit)` gives each counter below `limit` at most once, for ever, and `next()` is about the counter that comes
/// next.
template <class C>
concept CounterSource =
    std::movable<C> && !std::copy_constructible<C> && requires(C counters, KeyMark mark, Counter limit) {
      { counters.epoch() } noexcept -> std::same_as<Result<Epoch>>;
      { counters.start(mark) } noexcept -> std::same_as<Result<void>>;
      { counters.take(limit) } noexcept -> std::same_as<Result<Counter>>;
      { counters.next() } noexcept -> std::same_as<Counter>;
    };

/// Says so if `C` is no counter source. Always true where it compiles.
template <class C>
consteval bool explain_counter_source() noexcept {
  constexpr bool is_source = CounterSource<C>;
  static_assert(is_source, "e3: a Sealer's counters are a CounterLease<Store, stride>, moved and never copied");
  return true;
}

}  // namespace e3
