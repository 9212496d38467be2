#pragma once

#include <concepts>
#include <cstdint>

#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/counter/key_mark.hpp"

namespace e3 {

/// The durable memory of which counters a key has used. One record holds the key's mark and the bound below which every
/// counter is taken, and both are written as one.
///
///  - `epoch()`: the epoch of the key the store belongs to.
///  - `reserve(mark, count)`: takes `count` counters and returns the first. They are durable before it returns, and no
///    other writer gets one of them. `store_of_another_key` if the stored mark is another; `counter_exhausted` if
///    fewer than `count` are left below 2^32.
///  - `advance(mark)`: from now on the store belongs to the key of this later epoch, whose counters start at 0;
///    durable before it returns. `epoch_not_later` unless the epoch rises.
///  - `max_stride`: the largest `count` that is ever asked for.
/// A store that is blank, foreign, corrupt or unreadable returns that error and hands out nothing; only provisioning
/// formats one. On any error the store must be as if the call had not been made, or have lost counters: never repeat
/// one.
template <class S>
concept CounterStore = requires(S store, KeyMark mark, std::uint32_t count) {
  { S::max_stride } -> std::convertible_to<std::uint32_t>;
  { store.epoch() } noexcept -> std::same_as<Result<Epoch>>;
  { store.reserve(mark, count) } noexcept -> std::same_as<Result<Counter>>;
  { store.advance(mark) } noexcept -> std::same_as<Result<void>>;
};

/// Names the requirement that `S` misses. Always true where it compiles.
template <class S>
consteval bool explain_counter_store() noexcept {
  constexpr bool has_max_stride = requires {
    { S::max_stride } -> std::convertible_to<std::uint32_t>;
  };
  static_assert(has_max_stride, "e3: a CounterStore needs `static constexpr std::uint32_t max_stride`");
  constexpr bool has_epoch = requires(S store) {
    { store.epoch() } noexcept -> std::same_as<Result<Epoch>>;
  };
  static_assert(has_epoch, "e3: a CounterStore needs `Result<Epoch> epoch() noexcept`");
  constexpr bool has_reserve = requires(S store, KeyMark mark, std::uint32_t count) {
    { store.reserve(mark, count) } noexcept -> std::same_as<Result<Counter>>;
  };
  static_assert(has_reserve,
                "e3: a CounterStore needs `Result<Counter> reserve(KeyMark, std::uint32_t count) noexcept`");
  constexpr bool has_advance = requires(S store, KeyMark mark) {
    { store.advance(mark) } noexcept -> std::same_as<Result<void>>;
  };
  static_assert(has_advance, "e3: a CounterStore needs `Result<void> advance(KeyMark) noexcept`");
  return true;
}

}  // namespace e3
