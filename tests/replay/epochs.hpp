#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "e3/replay/receive_state.hpp"
#include "stream.hpp"
#include "support/random.hpp"
#include "support/window_oracle.hpp"
#include "tally.hpp"

namespace replay {

/// What a receiver must say about claims of several epochs, told by sets that are never forgotten.
class EpochOracle {
 public:
  EpochOracle(std::uint64_t width, e3::Generation generation, std::uint32_t epoch)
      : width_{width}, generation_{generation}, current_{epoch} {}

  e3::Acceptance accept(const e3::Claim& claim) {
    const std::uint32_t epoch = e3::value(claim.epoch);
    const std::uint64_t counter = e3::value(claim.counter);
    if (claim.generation != generation_) {
      return {e3::Verdict::unknown, {}};
    }
    if (epoch > current_) {
      if (claim.move == e3::EpochMove::stay || counter >= end) {
        return {e3::Verdict::unknown, {}};
      }
      previous_ = claim.move == e3::EpochMove::keep_previous ? std::optional{current_} : std::nullopt;
      current_ = epoch;
    } else if (epoch < current_ && previous_ != epoch) {
      return {e3::Verdict::epoch_closed, {}};
    }
    return windows_.try_emplace(epoch, width_).first->second.accept(counter);
  }

  void close_previous() { previous_.reset(); }

  [[nodiscard]] std::uint32_t current() const noexcept { return current_; }
  [[nodiscard]] std::optional<std::uint32_t> previous() const noexcept { return previous_; }
  [[nodiscard]] std::uint64_t newest(std::uint32_t epoch) const {
    const auto window = windows_.find(epoch);
    return window == windows_.end() ? 0 : window->second.newest().value_or(0);
  }

 private:
  std::uint64_t width_;
  e3::Generation generation_;
  std::uint32_t current_;
  std::optional<std::uint32_t> previous_;
  std::map<std::uint32_t, support::WindowOracle> windows_;
};

/// Verdicts on claims: those of windows, and those of epochs.
struct EpochTally {
  Tally windows;  ///< `wrong` counts all that was wrong
  std::uint64_t unknown = 0;
  std::uint64_t closed = 0;

  void count(const e3::Acceptance& said, const e3::Acceptance& right) noexcept {
    windows.count(said, right);
    unknown += right.verdict == e3::Verdict::unknown ? 1U : 0U;
    closed += right.verdict == e3::Verdict::epoch_closed ? 1U : 0U;
  }
  [[nodiscard]] std::uint64_t decisions() const noexcept { return windows.decisions() + unknown + closed; }
};

/// One receiver's state beside the oracle.
template <class State>
class Receivers {
 public:
  explicit Receivers(std::uint32_t epoch) : oracle_{State::Window::width, generation, epoch} {
    state_.generation = generation;
    state_.epoch = e3::Epoch{epoch};
  }

  void present(e3::Claim claim, EpochTally& tally) {
    const auto right = oracle_.accept(claim);
    state_.accept(claim);
    tally.count({claim.verdict, claim.gap}, right);
    check_epochs(tally);
  }

  void close_previous(EpochTally& tally) {
    oracle_.close_previous();
    state_.close_previous();
    check_epochs(tally);
  }

  [[nodiscard]] const EpochOracle& oracle() const noexcept { return oracle_; }

  static constexpr e3::Generation generation{7};

 private:
  void check_epochs(EpochTally& tally) const {
    const auto previous = oracle_.previous();
    const bool previous_right = state_.previous_open ? previous == e3::value(state_.previous) : !previous.has_value();
    const bool right = previous_right && e3::value(state_.epoch) == oracle_.current();
    tally.windows.wrong += right ? 0U : 1U;
  }

  State state_{};
  EpochOracle oracle_;
};

/// All sequences of `length` of what can happen to a receiver in epoch 1: claims of epochs 0 to 3 with each way to
/// move, one of a counter that nobody may use, one of another root, and the end of the grace period.
template <class State>
void judge_epoch_sequences(int length, EpochTally& tally) {
  constexpr auto generation = Receivers<State>::generation;
  std::vector<e3::Claim> claims{{.epoch = e3::Epoch{2}, .move = e3::EpochMove::keep_previous}};
  for (std::uint32_t epoch = 0; epoch <= 3; ++epoch) {
    for (const auto move : {e3::EpochMove::stay, e3::EpochMove::keep_previous, e3::EpochMove::close_previous}) {
      for (const std::uint64_t counter : {std::uint64_t{0}, std::uint64_t{State::Window::width}, end}) {
        claims.push_back(
            {.generation = generation, .epoch = e3::Epoch{epoch}, .counter = e3::Counter{counter}, .move = move});
      }
    }
  }
  std::vector<Receivers<State>> level{Receivers<State>{1}};
  for (int i = 0; i < length; ++i) {
    std::vector<Receivers<State>> next;
    for (const auto& before : level) {
      for (const auto& claim : claims) {
        next.push_back(before);
        next.back().present(claim, tally);
      }
      next.push_back(before);
      next.back().close_previous(tally);
    }
    level = std::move(next);
  }
}

/// Adversarial streams of all open epochs until `decisions` were made, with moves, closed and other generations' epochs
/// in between.
template <class State>
void judge_epoch_streams(std::uint64_t decisions, EpochTally& tally) {
  constexpr std::uint64_t per_receiver = 20'000;
  const std::uint64_t until = tally.decisions() + decisions;
  for (std::uint64_t seed = 2027; tally.decisions() < until; ++seed) {
    support::Random random{~seed};
    Stream stream{support::Random{seed}, State::Window::width};
    Receivers<State> receivers{random.coin() ? 0 : 0xFFFF'FF00};
    for (std::uint64_t i = 0; i < per_receiver; ++i) {
      const auto& oracle = receivers.oracle();
      std::uint32_t epoch = oracle.current();
      e3::Claim claim{.generation = Receivers<State>::generation};
      const auto dice = random.below(1024);
      if (dice < 256) {
        epoch = oracle.previous().value_or(epoch);
      } else if (dice < 384) {
        epoch -= static_cast<std::uint32_t>(random.below(4));
      } else if (dice < 512) {
        epoch += epoch < 0xFFFF'FFF0 ? static_cast<std::uint32_t>(random.below(3)) : 0U;
      } else if (dice < 516 && epoch < 0xFFFF'FFFF) {
        epoch += 1;
        claim.move = random.below(4) != 0 ? e3::EpochMove::keep_previous : e3::EpochMove::close_previous;
      } else if (dice < 520) {
        claim.move = e3::EpochMove::close_previous;
      } else if (dice < 522) {
        receivers.close_previous(tally);
      } else if (dice < 530) {
        claim.generation = e3::Generation{static_cast<std::uint32_t>(random.below(9))};
      }
      claim.epoch = e3::Epoch{epoch};
      claim.counter = e3::Counter{stream.next(oracle.newest(epoch))};
      receivers.present(claim, tally);
    }
  }
}

}  // namespace replay
