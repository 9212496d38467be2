#pragma once

#include <cstddef>

#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/generation.hpp"
#include "e3/replay/acceptance.hpp"
#include "e3/replay/claim.hpp"
#include "e3/replay/window.hpp"

namespace e3 {

/// What a receiver remembers of one device: the current epoch with its window, and the previous one while it is open.
///
/// A plain value, changed only by `accept` and `close_previous`, so that an authority applies claims to a copy, makes
/// the copy durable, and only then keeps it. The current epoch never falls, and an epoch that was closed never opens
/// again.
template <std::size_t Width = 64>
struct ReceiveState {
  Generation generation{};
  Epoch epoch{};
  ReplayWindow<Width> window{};
  bool previous_open = false;
  Epoch previous{};
  ReplayWindow<Width> previous_window{};

  /// Judges a claim, and marks its counter if it is accepted: sets `verdict` and `gap`.
  ///
  /// A claim under a root of another generation is unknown. A claim of a later epoch is accepted only if it asks to
  /// move there; one that another server moved to already is judged by that epoch's window.
  constexpr void accept(Claim& claim) noexcept {
    if (claim.generation != generation) {
      claim.verdict = Verdict::unknown;
      return;
    }
    if (claim.epoch > epoch && claim.move != EpochMove::stay && claim.counter < counter_end) {
      previous_open = claim.move == EpochMove::keep_previous;
      previous = epoch;
      previous_window = previous_open ? window : ReplayWindow<Width>{};
      epoch = claim.epoch;
      window = {};
    }
    if (claim.epoch == epoch) {
      settle(claim, window);
    } else if (previous_open && claim.epoch == previous) {
      settle(claim, previous_window);
    } else {
      claim.verdict = claim.epoch < epoch ? Verdict::epoch_closed : Verdict::unknown;
    }
  }

  /// Ends the grace period: the previous epoch is closed, for good.
  constexpr void close_previous() noexcept {
    previous_open = false;
    previous_window = {};
  }

  friend constexpr bool operator==(const ReceiveState&, const ReceiveState&) noexcept = default;

 private:
  static constexpr void settle(Claim& claim, ReplayWindow<Width>& window) noexcept {
    // A reference, since g++ 12 copies a constant once more, which is 7 instructions of every open.
    const Acceptance& acceptance = window.accept(claim.counter);
    claim.verdict = acceptance.verdict;
    claim.gap = acceptance.gap;
  }
};

}  // namespace e3
