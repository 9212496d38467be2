#pragma once

#include <cstddef>
#include <cstdint>

#include "e3/replay/receive_state.hpp"

namespace replay {

enum class StateBug : std::uint8_t {
  none,
  previous_window_reset,  ///< a move forgets what the epoch that was current accepted
  current_window_kept,    ///< a move takes the old epoch's window along
  closed_epoch_reopens,   ///< a claim of an earlier epoch that asks to move is let in
  grace_never_ends,       ///< closing the previous epoch does nothing
  moves_unasked,          ///< a later epoch is entered by any claim
  moves_by_bad_counter,   ///< a counter of 2^32 moves the epoch
  generation_ignored,
  closed_window_kept,  ///< a move that closes leaves the previous epoch open
};

/// A receiver's state with a bug.
template <std::size_t Width, StateBug Bug>
struct PlantedState : e3::ReceiveState<Width> {
  using Window = e3::ReplayWindow<Width>;

  void accept(e3::Claim& claim) noexcept {
    if (claim.generation != this->generation && Bug != StateBug::generation_ignored) {
      claim.verdict = e3::Verdict::unknown;
      return;
    }
    const bool asks = claim.move != e3::EpochMove::stay || Bug == StateBug::moves_unasked;
    const bool later = claim.epoch > this->epoch || (Bug == StateBug::closed_epoch_reopens && is_closed(claim.epoch));
    if (later && asks && (claim.counter < e3::counter_end || Bug == StateBug::moves_by_bad_counter)) {
      this->previous_open = claim.move == e3::EpochMove::keep_previous || Bug == StateBug::closed_window_kept;
      this->previous = this->epoch;
      this->previous_window = Bug == StateBug::previous_window_reset ? Window{} : this->window;
      this->epoch = claim.epoch;
      this->window = Bug == StateBug::current_window_kept ? this->window : Window{};
    }
    if (claim.epoch == this->epoch) {
      settle(claim, this->window);
    } else if (!is_closed(claim.epoch) && claim.epoch < this->epoch) {
      settle(claim, this->previous_window);
    } else {
      claim.verdict = claim.epoch < this->epoch ? e3::Verdict::epoch_closed : e3::Verdict::unknown;
    }
  }

  void close_previous() noexcept {
    if (Bug != StateBug::grace_never_ends) {
      e3::ReceiveState<Width>::close_previous();
    }
  }

 private:
  [[nodiscard]] bool is_closed(e3::Epoch wanted) const noexcept {
    return wanted < this->epoch && !(this->previous_open && wanted == this->previous);
  }
  static void settle(e3::Claim& claim, Window& window) noexcept {
    const auto acceptance = window.accept(claim.counter);
    claim.verdict = acceptance.verdict;
    claim.gap = acceptance.gap;
  }
};

}  // namespace replay
