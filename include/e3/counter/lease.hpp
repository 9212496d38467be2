#pragma once

#include <cstdint>
#include <utility>

#include "e3/core/contract.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/counter/key_mark.hpp"
#include "e3/counter/retained.hpp"
#include "e3/counter/store.hpp"

// Implementation notes
//
// The `left` counters from `next` on are reserved: durable in the store and handed out by nobody else. So are the
// Stride counters from `ahead` on, while `has_ahead`. With Stride = 64, a fresh store and a power cut after 10
// messages, counters 0 to 9 were used, the store says 64, and the next boot goes on at 64: 54 counters are skipped and
// none repeats.
//
// A device that sleeps between messages would skip a block each time. It keeps `Retained` in memory that survives the
// sleep but no power cut: the rest of the block, valid once, and only if the store still says that this block was the
// last.

namespace e3 {

/// Hands out counters from a block reserved in durable storage, so that no power loss can repeat one.
///
/// Before the first counter of a block leaves, the store has made the whole block durable. After a restart the rest of
/// the block is skipped: at most `Stride` counters per restart. Flash wear: one write per `Stride` messages, and one
/// per boot. With `Stride` = 64 and one message a minute that is 8,213 writes a year.
///
/// It belongs to one key: `start` binds it. It refers to the store, which must outlive it and stay where it is. Moves
/// and never copies; use after a move traps. One thread at a time, and one process: a fork would double the block.
template <class Store, std::uint32_t Stride>
class CounterLease {
  static_assert(explain_counter_store<Store>());
  static_assert(Stride >= 1 && Stride <= Store::max_stride, "e3: a lease's stride is 1 to the store's max_stride");

 public:
  /// Counters reserved by one durable write.
  static constexpr std::uint32_t stride = Stride;

  /// A lease on `store`; nothing is read or reserved before `start`.
  explicit constexpr CounterLease(Store& store) noexcept : state_{.store = &store} {}

  /// A lease that goes on where the one before the sleep stopped, if `retained` proves it; else like the other.
  /// `retained` is used up by `start`, whether or not it was valid.
  constexpr CounterLease(Store& store, Retained& retained) noexcept
      : state_{.store = &store, .retained = &retained, .resume = &resume} {}

  /// What is left behind has no store and no block, so that its next use traps.
  constexpr CounterLease(CounterLease&& other) noexcept : state_{other.state_} { other.state_ = State{}; }
  constexpr CounterLease& operator=(CounterLease&& other) noexcept {
    const State taken = other.state_;
    other.state_ = State{};
    state_ = taken;
    return *this;
  }
  CounterLease(const CounterLease&) = delete;
  CounterLease& operator=(const CounterLease&) = delete;
  ~CounterLease() = default;

  /// The epoch of the key the store belongs to. Errors: those of the store, such as `store_blank`.
  [[nodiscard]] constexpr Result<Epoch> epoch() noexcept { return store().epoch(); }

  /// Binds the lease to a key and reserves its first block, durably, or takes up the retained one. Errors: those of the
  /// store; `store_of_another_key` if the lease is bound to another key: that key's sealer would repeat counters.
  [[nodiscard]] constexpr Result<void> start(const KeyMark& mark) noexcept {
    if (state_.bound && mark != state_.mark) {
      return Error::store_of_another_key;
    }
    state_.mark = mark;
    state_.left = 0;
    state_.has_ahead = false;
    if (state_.resume == nullptr || !state_.resume(*this)) {
      if (auto reserved = refill(); !reserved) {
        return reserved;
      }
    }
    state_.bound = true;
    return {};
  }

  /// The next counter, if it is below `limit`; it is spent from then on, whatever becomes of the message.
  ///
  /// Writes to the store once per `Stride` calls, unless `refill` did. Errors: `counter_exhausted`; those of the store,
  /// after which the same call can be made again. No error spends a counter.
  [[nodiscard]] constexpr Result<Counter> take(Counter limit) noexcept {
    expects(state_.store != nullptr);
    if (state_.left == 0) {
      if (next() >= limit) {
        return Error::counter_exhausted;
      }
      if (auto reserved = refill(); !reserved) {
        return reserved.error();
      }
      state_.next = state_.ahead;
      state_.left = Stride;
      state_.has_ahead = false;
    }
    if (Counter{state_.next} >= limit) {
      return Error::counter_exhausted;
    }
    --state_.left;
    return Counter{state_.next++};
  }

  /// Reserves the next block now, if it is not reserved yet: called while the device is idle, it keeps the store's
  /// write out of the `take` that needs the block. A restart then skips that block too, so call it when `left()` is
  /// small. Errors: those of the store.
  [[nodiscard]] constexpr Result<void> refill() noexcept {
    // More than a block is left where a retained one was joined by the next.
    if (!state_.has_ahead && state_.left <= Stride) {
      auto first = store().reserve(state_.mark, Stride);
      if (!first) {
        return first.error();
      }
      state_.ahead = static_cast<std::uint32_t>(value(*first));
      state_.has_ahead = true;
    }
    return {};
  }

  /// The counter that `take` would give next, if the store has not moved on meanwhile.
  [[nodiscard]] constexpr Counter next() const noexcept {
    return Counter{state_.left == 0 && state_.has_ahead ? state_.ahead : state_.next};
  }

  /// Counters that are left until `take` has to write to the store.
  [[nodiscard]] constexpr std::uint32_t left() const noexcept { return state_.left + (state_.has_ahead ? Stride : 0); }

  /// Ends the lease before a sleep and writes what is left of its block to `out`, with the boot salt its messages had.
  /// A block reserved ahead is kept if it follows at once. The lease cannot be used afterwards.
  constexpr void retain(Retained& out, std::uint32_t boot_salt) noexcept {
    static_cast<void>(store());
    if (state_.has_ahead && (state_.left == 0 || state_.ahead == state_.next + state_.left)) {
      state_.next = state_.left == 0 ? state_.ahead : state_.next;
      state_.left += Stride;
    }
    out = Retained{state_.mark, state_.next, state_.left, boot_salt};
    state_.store = nullptr;
    state_.left = 0;
    state_.has_ahead = false;
  }

 private:
  struct State {
    Store* store = nullptr;
    std::uint32_t next = 0;
    std::uint32_t left = 0;
    std::uint32_t ahead = 0;
    bool has_ahead = false;
    bool bound = false;
    KeyMark mark{};
    Retained* retained = nullptr;
    bool (*resume)(CounterLease&) noexcept = nullptr;
  };

  constexpr Store& store() noexcept {
    expects(state_.store != nullptr);
    return *state_.store;
  }

  // Called through a pointer that only the constructor with a `Retained` sets: a device that never sleeps does not
  // carry this code.
  static constexpr bool resume(CounterLease& lease) noexcept {
    if constexpr (requires { lease.store().bound(lease.state_.mark); }) {
      if (lease.state_.retained != nullptr) {
        // Used up first: a crash from here on must find nothing to resume.
        const Retained retained{std::move(*std::exchange(lease.state_.retained, nullptr))};
        auto bound = lease.store().bound(lease.state_.mark);
        if (retained.valid_for(lease.state_.mark) && bound && *bound == retained.bound()) {
          lease.state_.next = retained.next();
          lease.state_.left = retained.left();
          return true;
        }
      }
    }
    return false;
  }

  State state_;
};

}  // namespace e3
