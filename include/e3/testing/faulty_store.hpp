#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/core/secret.hpp"
#include "e3/counter/key_mark.hpp"
#include "e3/counter/store.hpp"
#include "e3/keys/root.hpp"
#include "e3/keys/root_store.hpp"
#include "e3/replay/authority.hpp"
#include "e3/replay/claim.hpp"
#include "e3/testing/fault_plan.hpp"  // IWYU pragma: export

namespace e3::testing {

/// A counter store whose durable steps go wrong when a test says so. Satisfies `CounterStore`; refers to `store`.
///
/// A lie needs a `reserve` of 0 counters to know what it would have said.
template <class Store>
class FaultyCounterStore : public FaultPlan {
  static_assert(explain_counter_store<Store>());

 public:
  static constexpr std::uint32_t max_stride = Store::max_stride;

  explicit constexpr FaultyCounterStore(Store& store) noexcept : store_{&store} {}

  /// See `CounterStore`.
  [[nodiscard]] constexpr Result<Epoch> epoch() noexcept {
    if (!running()) {
      return Error::store_failed;
    }
    return lied_mark_ ? Result<Epoch>{lied_mark_->epoch} : store_->epoch();
  }

  /// See `CounterStore`.
  [[nodiscard]] constexpr Result<Counter> reserve(const KeyMark& mark, std::uint32_t count) noexcept {
    const auto fault = next_step();
    if (fault == StoreFault::fail || fault == StoreFault::stop) {
      return Error::store_failed;
    }
    if (lied_mark_ && mark != *lied_mark_) {
      return Error::store_of_another_key;
    }
    if (fault == StoreFault::lie) {
      const auto first = lied_mark_ ? Result<Counter>{Counter{0}} : store_->reserve(mark, 0);
      if (!first) {
        return first.error();
      }
      const Counter answer{value(*first) + lied_counters_};
      lied_counters_ += count;
      return answer;
    }
    if (auto done = make_lies_true(); !done) {
      return done.error();
    }
    const auto first = store_->reserve(mark, lied_counters_ + count);
    if (!first) {
      return first.error();
    }
    const Counter answer{value(*first) + std::exchange(lied_counters_, 0)};
    return fault == StoreFault::unsure ? Result<Counter>{Error::store_failed} : Result<Counter>{answer};
  }

  /// See `CounterStore`.
  [[nodiscard]] constexpr Result<void> advance(const KeyMark& mark) noexcept {
    const auto now = epoch();
    const auto fault = next_step();
    if (fault == StoreFault::fail || fault == StoreFault::stop) {
      return Error::store_failed;
    }
    if (fault == StoreFault::lie) {
      if (!now || mark.epoch <= *now) {
        return now ? Error::epoch_not_later : now.error();
      }
      lied_mark_ = mark;
      lied_counters_ = 0;
      return {};
    }
    auto done = store_->advance(mark);
    if (done) {
      forget_lies();
    }
    return fault == StoreFault::unsure ? Result<void>{Error::store_failed} : done;
  }

  /// The power is back: lies are forgotten, as is the fault to come.
  constexpr void restart() noexcept {
    start_again();
    forget_lies();
  }

 private:
  /// What a cache held back gets to the medium with the next write that does.
  constexpr Result<void> make_lies_true() noexcept {
    if (!lied_mark_) {
      return {};
    }
    auto done = store_->advance(*lied_mark_);
    if (done) {
      lied_mark_.reset();
    }
    return done;
  }

  constexpr void forget_lies() noexcept {
    lied_mark_.reset();
    lied_counters_ = 0;
  }

  Store* store_;
  std::optional<KeyMark> lied_mark_;
  std::uint32_t lied_counters_ = 0;
};

/// A replay authority whose durable steps go wrong when a test says so. Satisfies `ReplayAuthority`; refers to
/// `authority`. A lie says `accepted` to every claim and remembers none.
template <class Authority>
class FaultyReplayAuthority : public FaultPlan {
  static_assert(explain_replay_authority<Authority>());

 public:
  explicit constexpr FaultyReplayAuthority(Authority& authority) noexcept : authority_{&authority} {}

  /// See `ReplayAuthority`.
  [[nodiscard]] constexpr Result<void> try_accept(std::span<Claim> claims) noexcept {
    const auto fault = next_step();
    if (fault == StoreFault::fail || fault == StoreFault::stop) {
      return Error::store_failed;
    }
    if (fault == StoreFault::lie) {
      for (auto& claim : claims) {
        claim.verdict = Verdict::accepted;
        claim.gap = {};
      }
      return {};
    }
    auto done = authority_->try_accept(claims);
    return fault == StoreFault::unsure ? Result<void>{Error::store_failed} : done;
  }

  /// The power is back, and the fault to come is forgotten.
  constexpr void restart() noexcept { start_again(); }

 private:
  Authority* authority_;
};

/// A root store whose durable steps, `save` and `erase_before`, go wrong when a test says so. Satisfies `RootStore`;
/// refers to `store`. A lie does nothing.
template <class Store>
class FaultyRootStore : public FaultPlan {
  static_assert(explain_root_store<Store>());

 public:
  explicit constexpr FaultyRootStore(Store& store) noexcept : store_{&store} {}

  /// See `RootStore`.
  [[nodiscard]] Result<Secret<root_size>> load(Epoch epoch) noexcept {
    if (!running()) {
      return Error::store_failed;
    }
    return store_->load(epoch);
  }

  /// See `RootStore`.
  [[nodiscard]] constexpr Result<void> save(Epoch epoch, FixedBytes<root_size> root) noexcept {
    return step([&] { return store_->save(epoch, root); });
  }

  /// See `RootStore`.
  [[nodiscard]] constexpr Result<void> erase_before(Epoch epoch) noexcept {
    return step([&] { return store_->erase_before(epoch); });
  }

  /// The power is back, and the fault to come is forgotten.
  constexpr void restart() noexcept { start_again(); }

 private:
  template <class Work>
  constexpr Result<void> step(Work work) noexcept {
    const auto fault = next_step();
    if (fault == StoreFault::lie) {
      return {};
    }
    if (fault == StoreFault::fail || fault == StoreFault::stop) {
      return Error::store_failed;
    }
    auto done = work();
    return fault == StoreFault::unsure ? Result<void>{Error::store_failed} : done;
  }

  Store* store_;
};

}  // namespace e3::testing
