#pragma once

#include <cstdint>
#include <span>

#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/replay/acceptance.hpp"
#include "e3/replay/ceiling_store.hpp"
#include "e3/replay/claim.hpp"
#include "e3/replay/window.hpp"

// Implementation notes
//
// A counter lease turned round: the store says which counters may have been accepted, and is ahead of what was. With
// Lease = 32, ceiling 64 and newest counter 40, a power cut makes the receiver refuse 41 to 63 although nobody sent
// them yet: up to one lease of messages is lost, and none is accepted twice.
//
// A counter far above the ceiling first gets a record of its own with the ceiling just at it, and then one with the
// lease on top. So every record raises the ceiling by at most a lease over what was accepted under the one before it,
// and a store that lost its newest record can assume that much.

namespace e3 {

/// Judges the envelopes of one device with one durable write per `Lease` messages: a crash refuses up to `Lease`
/// counters that were never delivered, one within `close` up to twice as many. Satisfies `ReplayAuthority`. For
/// receivers that accept this loss; the exact ones are the default.
///
/// A window of 64 counters; one epoch is open at a time, so that a move closes the previous epoch. `close` before a
/// shutdown gives the rest of the lease back. Refers to the store, which must outlive it and has this one owner. One
/// thread.
template <class Store, std::uint32_t Lease>
class ReceiveCeiling {
  static_assert(explain_ceiling_store<Store>());
  static_assert(Lease >= 1, "e3: a receive ceiling's lease is 1 counter or more");

 public:
  /// Takes up what the store has. Errors: those of the store; then nothing may be accepted.
  [[nodiscard]] static Result<ReceiveCeiling> open(Store& store) noexcept {
    const auto record = store.load(Lease);
    if (!record) {
      return record.error();
    }
    ReceiveCeiling receiver{store};
    receiver.epoch_ = record->epoch;
    receiver.ceiling_ = record->ceiling;
    receiver.window_ = record->exact ? record->window : full_below(record->ceiling);
    receiver.leased_ = !record->exact;
    return receiver;
  }

  ReceiveCeiling(ReceiveCeiling&&) noexcept = default;
  ReceiveCeiling& operator=(ReceiveCeiling&&) noexcept = default;
  ReceiveCeiling(const ReceiveCeiling&) = delete;
  ReceiveCeiling& operator=(const ReceiveCeiling&) = delete;
  ~ReceiveCeiling() = default;

  /// See `ReplayAuthority`; the claims are all of the one device. If the store fails, claims of the span that needed no
  /// write are refused on the next presentation: their payloads are lost, none is accepted twice.
  [[nodiscard]] Result<void> try_accept(std::span<Claim> claims) noexcept {
    for (auto& claim : claims) {
      claim.verdict = Verdict::unknown;
      if (auto done = judge(claim); !done) {
        return done.error();
      }
    }
    return {};
  }

  /// The current epoch.
  [[nodiscard]] Epoch epoch() const noexcept { return epoch_; }

  /// Stores exactly what was accepted, before a shutdown: nothing is lost then. The receiver may go on afterwards.
  /// Errors: those of the store.
  [[nodiscard]] Result<void> close() noexcept {
    // A save that fails may still have stored the record: no message may rest on the lease before it any more.
    leased_ = false;
    const Counter end = window_.empty() ? Counter{0} : Counter{value(window_.newest()) + 1};
    auto done = store_->save({epoch_, end, true, window_});
    ceiling_ = done ? end : ceiling_;
    return done;
  }

 private:
  explicit ReceiveCeiling(Store& store) noexcept : store_{&store} {}

  /// A window that has accepted every counter below `ceiling`.
  static ReplayWindow<64> full_below(Counter ceiling) noexcept {
    if (ceiling == Counter{0}) {
      return {};
    }
    return ReplayWindow<64>::restore(static_cast<std::uint32_t>(value(ceiling) - 1), {~std::uint64_t{0}});
  }

  Result<void> judge(Claim& claim) noexcept {
    const bool moves = claim.epoch > epoch_ && claim.move != EpochMove::stay;
    if (!moves && claim.epoch != epoch_) {
      claim.verdict = claim.epoch < epoch_ ? Verdict::epoch_closed : Verdict::unknown;
      return {};
    }
    if (claim.counter >= counter_end) {
      claim.verdict = Verdict::too_old;
      return {};
    }
    if (moves || !leased_ || claim.counter >= ceiling_) {
      if (auto done = raise(claim.epoch, claim.counter, moves); !done) {
        return done.error();
      }
    }
    const Acceptance acceptance = window_.accept(claim.counter);
    claim.verdict = acceptance.verdict;
    claim.gap = acceptance.gap;
    return {};
  }

  /// Makes a ceiling above `counter` durable.
  Result<void> raise(Epoch epoch, Counter counter, bool moves) noexcept {
    const Counter base = moves ? Counter{0} : ceiling_;
    if (moves || counter > base) {
      const Counter jump = counter > base ? counter : base;
      if (auto done = store_->save({epoch, jump, false, {}}); !done) {
        return done.error();
      }
      // From here on the store has forgotten the old epoch, or the exact state: so does this object.
      window_ = moves ? ReplayWindow<64>{} : window_;
      epoch_ = epoch;
      ceiling_ = jump;
      leased_ = true;
    }
    const Counter above = counter > ceiling_ ? counter : ceiling_;
    const Counter raised = value(counter_end) - value(above) > Lease ? Counter{value(above) + Lease} : counter_end;
    if (auto done = store_->save({epoch, raised, false, {}}); !done) {
      return done.error();
    }
    ceiling_ = raised;
    leased_ = true;
    return {};
  }

  Store* store_;
  Epoch epoch_{};
  Counter ceiling_{};
  ReplayWindow<64> window_{};
  bool leased_ = false;
};

}  // namespace e3
