#pragma once

#include <cstdint>
#include <utility>

#include "e3/core/contract.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/counter/key_mark.hpp"
#include "e3/counter/store.hpp"

// Implementation notes
//
// [next_, bound_) is reserved: durable in the store and handed out by nobody else. With Stride = 64, a fresh store and
// a power cut after 10 messages, counters 0 to 9 were used, the store says 64, and the next boot goes on at 64: 54
// counters are skipped and none repeats.

namespace e3 {

/// Hands out counters from a block reserved in durable storage, so that no power loss can repeat one.
///
/// Before the first counter of a block leaves, the store has made the whole block durable. After a restart the rest of
/// the block is skipped: at most `Stride` counters per restart. Flash wear: one write per `Stride` messages, and one
/// per boot. With `Stride` = 64 and one message a minute that is 8,213 writes a year.
///
/// It belongs to one key: `start` binds it. It refers to the store, which must outlive it and stay where it is. Moves
/// and never copies; use after a move traps. One thread at a time.
template <class Store, std::uint32_t Stride>
class CounterLease {
  static_assert(explain_counter_store<Store>());
  static_assert(Stride >= 1 && Stride <= Store::max_stride, "e3: a lease's stride is 1 to the store's max_stride");

 public:
  /// Counters reserved by one durable write.
  static constexpr std::uint32_t stride = Stride;

  /// A lease on `store`; nothing is read or reserved before `start`.
  explicit constexpr CounterLease(Store& store) noexcept : store_{&store} {}

  // What is left behind has no block, so that its next `take` asks for its store, which it no longer has, and traps.
  constexpr CounterLease(CounterLease&& other) noexcept
      : store_{std::exchange(other.store_, nullptr)},
        mark_{other.mark_},
        next_{std::exchange(other.next_, Counter{0})},
        bound_{std::exchange(other.bound_, Counter{0})} {}
  constexpr CounterLease& operator=(CounterLease&& other) noexcept {
    store_ = std::exchange(other.store_, nullptr);
    mark_ = other.mark_;
    next_ = std::exchange(other.next_, Counter{0});
    bound_ = std::exchange(other.bound_, Counter{0});
    return *this;
  }
  CounterLease(const CounterLease&) = delete;
  CounterLease& operator=(const CounterLease&) = delete;
  ~CounterLease() = default;

  /// The epoch of the key the store belongs to. Errors: those of the store, such as `store_blank`.
  [[nodiscard]] constexpr Result<Epoch> epoch() noexcept { return store().epoch(); }

  /// Binds the lease to a key and reserves its first block, durably. Errors: those of the store;
  /// `store_of_another_key` if the lease is bound to another key: that key's sealer would repeat counters.
  [[nodiscard]] constexpr Result<void> start(const KeyMark& mark) noexcept {
    const bool bound = bound_ > Counter{0};
    if (bound && mark != mark_) {
      return Error::store_of_another_key;
    }
    mark_ = mark;
    next_ = bound_ = Counter{0};
    return reserve();
  }

  /// The next counter, if it is below `limit`; it is spent from then on, whatever becomes of the message.
  ///
  /// Writes to the store once per `Stride` calls. Errors: `counter_exhausted`; those of the store, after which the same
  /// call can be made again. No error spends a counter.
  [[nodiscard]] constexpr Result<Counter> take(Counter limit) noexcept {
    expects(store_ != nullptr);
    if (next_ == bound_ && next_ < limit) {
      if (auto reserved = reserve(); !reserved) {
        return reserved.error();
      }
    }
    if (next_ >= limit) {
      return Error::counter_exhausted;
    }
    return std::exchange(next_, Counter{value(next_) + 1});
  }

  /// The counter that `take` would give next, unless a new block starts elsewhere.
  [[nodiscard]] constexpr Counter next() const noexcept { return next_; }

  /// Counters left in the block that is reserved.
  [[nodiscard]] constexpr std::uint32_t left() const noexcept {
    return static_cast<std::uint32_t>(value(bound_) - value(next_));
  }

 private:
  constexpr Store& store() noexcept {
    expects(store_ != nullptr);
    return *store_;
  }

  constexpr Result<void> reserve() noexcept {
    const auto first = store().reserve(mark_, Stride);
    if (!first) {
      return first.error();
    }
    next_ = *first;
    bound_ = Counter{value(*first) + Stride};
    return {};
  }

  Store* store_;
  KeyMark mark_{};
  Counter next_{};
  Counter bound_{};
};

}  // namespace e3
