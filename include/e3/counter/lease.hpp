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
// The left_ counters from next_ on are reserved: durable in the store and handed out by nobody else. So are the Stride
// counters from ahead_ on, while has_ahead_. With Stride = 64, a fresh store and a power cut after 10 messages,
// counters 0 to 9 were used, the store says 64, and the next boot goes on at 64: 54 counters are skipped and none
// repeats.
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
  explicit constexpr CounterLease(Store& store) noexcept : store_{&store} {}

  /// A lease that goes on where the one before the sleep stopped, if `retained` proves it; else like the other.
  /// `retained` is used up by `start`, whether or not it was valid.
  constexpr CounterLease(Store& store, Retained& retained) noexcept : store_{&store}, retained_{&retained} {}

  constexpr CounterLease(CounterLease&& other) noexcept { take_over(other); }
  constexpr CounterLease& operator=(CounterLease&& other) noexcept {
    if (this != &other) {
      take_over(other);
    }
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
    if (bound_ && mark != mark_) {
      return Error::store_of_another_key;
    }
    mark_ = mark;
    left_ = 0;
    has_ahead_ = false;
    if (resume()) {
      bound_ = true;
      return {};
    }
    auto reserved = refill();
    bound_ = bound_ || reserved.has_value();
    return reserved;
  }

  /// The next counter, if it is below `limit`; it is spent from then on, whatever becomes of the message.
  ///
  /// Writes to the store once per `Stride` calls, unless `refill` did. Errors: `counter_exhausted`; those of the store,
  /// after which the same call can be made again. No error spends a counter.
  [[nodiscard]] constexpr Result<Counter> take(Counter limit) noexcept {
    expects(store_ != nullptr);
    if (left_ == 0 && next() < limit) {
      if (auto reserved = refill(); !reserved) {
        return reserved.error();
      }
      next_ = ahead_;
      left_ = Stride;
      has_ahead_ = false;
    }
    if (next() >= limit) {
      return Error::counter_exhausted;
    }
    --left_;
    return Counter{next_++};
  }

  /// Reserves the next block now, if it is not reserved yet: called while the device is idle, it keeps the store's
  /// write out of the `take` that needs the block. A restart then skips that block too, so call it when `left()` is
  /// small. Errors: those of the store.
  [[nodiscard]] constexpr Result<void> refill() noexcept {
    if (!has_ahead_) {
      const auto first = store().reserve(mark_, Stride);
      if (!first) {
        return first.error();
      }
      ahead_ = static_cast<std::uint32_t>(value(*first));
      has_ahead_ = true;
    }
    return {};
  }

  /// The counter that `take` would give next, if the store has not moved on meanwhile.
  [[nodiscard]] constexpr Counter next() const noexcept { return Counter{left_ == 0 && has_ahead_ ? ahead_ : next_}; }

  /// Counters that are left until `take` has to write to the store.
  [[nodiscard]] constexpr std::uint32_t left() const noexcept { return left_ + (has_ahead_ ? Stride : 0); }

  /// Ends the lease before a sleep and writes what is left of its block to `out`, with the boot salt its messages had.
  /// A block reserved ahead is kept if it follows at once. The lease cannot be used afterwards.
  constexpr void retain(Retained& out, std::uint32_t boot_salt) noexcept {
    static_cast<void>(store());
    if (has_ahead_ && (left_ == 0 || ahead_ == next_ + left_)) {
      next_ = left_ == 0 ? ahead_ : next_;
      left_ += Stride;
    }
    out = Retained{mark_, next_, left_, boot_salt};
    store_ = nullptr;
    left_ = 0;
    has_ahead_ = false;
  }

 private:
  constexpr Store& store() noexcept {
    expects(store_ != nullptr);
    return *store_;
  }

  // What is left behind has no store and no block, so that its next use traps.
  constexpr void take_over(CounterLease& other) noexcept {
    store_ = std::exchange(other.store_, nullptr);
    retained_ = std::exchange(other.retained_, nullptr);
    mark_ = other.mark_;
    next_ = other.next_;
    left_ = std::exchange(other.left_, 0);
    ahead_ = other.ahead_;
    has_ahead_ = std::exchange(other.has_ahead_, false);
    bound_ = other.bound_;
  }

  constexpr bool resume() noexcept {
    if constexpr (requires { store().bound(mark_); }) {
      if (retained_ != nullptr) {
        // Used up first: a crash from here on must find nothing to resume.
        const Retained retained{std::move(*std::exchange(retained_, nullptr))};
        const auto bound = store().bound(mark_);
        if (retained.valid_for(mark_) && bound && *bound == retained.bound()) {
          next_ = retained.next();
          left_ = retained.left();
          return true;
        }
      }
    }
    return false;
  }

  Store* store_ = nullptr;
  Retained* retained_ = nullptr;
  KeyMark mark_{};
  std::uint32_t next_ = 0;
  std::uint32_t left_ = 0;
  std::uint32_t ahead_ = 0;
  bool has_ahead_ = false;
  bool bound_ = false;
};

}  // namespace e3
