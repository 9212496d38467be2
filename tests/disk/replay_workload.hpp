#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "campaign.hpp"
#include "e3/store/file/replay_store.hpp"

namespace disk {

/// A cloud of two devices that accepts claims, moves and closes epochs, and provisions devices, also anew.
template <class Io>
class ReplayWorkload {
  using Store = e3::BasicFileReplayStore<64, Io>;

 public:
  static constexpr std::size_t step_kinds = 8;

  ReplayWorkload(SimulatedDisk& disk, Choices& choices, Report& report)
      : disk_{disk}, choices_{choices}, report_{report} {}

  /// The store cannot be used any more, which was reported.
  [[nodiscard]] bool dead() const noexcept { return dead_; }

  void boot() {
    const std::size_t failures = disk_.failures();
    auto opened = Store::open(path);
    if (!opened && opened.error() == e3::Error::store_blank && !formatted_) {
      possible_.emplace_back();
      opened = Store::format(path);
      formatted_ = opened.has_value();
    }
    if (!opened) {
      if (!excused(failures)) {
        report_.bricked += 1;
        dead_ = true;
      }
      return;
    }
    store_.emplace(*std::move(opened));
    known_ = stored();
    report_.strange += std::find(possible_.begin(), possible_.end(), known_) == possible_.end() ? 1U : 0U;
    if (rebooted_) {
      possible_ = {known_};
      rebooted_ = false;
    }
  }

  void step(std::size_t kind) {
    if (!store_) {
      boot();
    }
    if (!store_ || dead_) {
      return;
    }
    const std::size_t device = choices_.is_random() ? choices_.pick(2) : 0;
    if (!known_[device]) {
      enroll(device, 0);
    } else if (kind == 6) {
      close_previous(device);
    } else if (kind == 7 && choices_.is_random()) {
      choices_.coin() ? enroll(device, e3::value(known_[device]->generation) + 1) : restart();
    } else {
      accept(device, kind == 2);
    }
  }

  void stop() {
    store_.reset();
    rebooted_ = true;
  }

 private:
  using States = std::array<std::optional<e3::ReceiveState<64>>, 2>;

  static constexpr const char* path = "accepted";
  static e3::DeviceId id(std::size_t device) {
    return e3::DeviceId{std::array<std::uint8_t, 2>{9, static_cast<std::uint8_t>(device)}};
  }
  [[nodiscard]] bool excused(std::size_t failures_before) const {
    return disk_.is_off() || disk_.failures() > failures_before;
  }
  [[nodiscard]] States stored() const {
    States states;
    for (std::size_t i = 0; i < states.size(); ++i) {
      if (const auto record = store_->find(id(i))) {
        states[i] = record->state;
      }
    }
    return states;
  }

  /// What a step leads to if it is done, and may have led to if not.
  void conclude(e3::Result<void> done, const States& after, std::size_t failures_before) {
    if (done) {
      report_.done += 1;
      formatted_ = true;
      known_ = after;
      possible_ = {after};
    } else {
      report_.refused += excused(failures_before) ? 0U : 1U;
      possible_.push_back(after);
    }
    report_.strange += stored() == known_ ? 0U : 1U;
  }

  void enroll(std::size_t device, std::uint32_t generation) {
    const std::size_t failures = disk_.failures();
    States after = known_;
    after[device] = {.generation = e3::Generation{generation}};
    conclude(store_->enroll(id(device), e3::Generation{generation}), after, failures);
  }

  void close_previous(std::size_t device) {
    const std::size_t failures = disk_.failures();
    States after = known_;
    after[device]->close_previous();
    conclude(store_->close_previous(id(device)), after, failures);
  }

  void restart() {
    store_.reset();
    boot();
  }

  void accept(std::size_t device, bool move) {
    const std::size_t failures = disk_.failures();
    std::array<e3::Claim, 3> claims;
    const std::size_t count = choices_.is_random() ? 1 + choices_.pick(claims.size()) : 1;
    States after = known_;
    for (std::size_t i = 0; i < count; ++i) {
      auto& state = *after[device];
      claims[i] = claim(device, state, move && i == 0);
      auto judged = claims[i];
      state.accept(judged);
    }
    const auto done = store_->try_accept(std::span{claims}.first(count));
    for (std::size_t i = 0; i < count && done; ++i) {
      const auto& claim = claims[i];
      if (claim.verdict == e3::Verdict::accepted) {
        report_.repeated += accepted_.insert({device, claim.generation, claim.epoch, claim.counter}).second ? 0U : 1U;
      }
    }
    // Without a change nothing is written, so nothing is known of the disk.
    if (!done || after != known_) {
      conclude(done, after, failures);
    }
  }

  e3::Claim claim(std::size_t device, const e3::ReceiveState<64>& state, bool move) {
    e3::Claim claim{.device = id(device), .generation = state.generation, .epoch = state.epoch};
    std::uint64_t newest = e3::value(state.window.newest());
    if (move) {
      claim.epoch = e3::Epoch{e3::value(state.epoch) + 1};
      claim.move =
          !choices_.is_random() || choices_.coin() ? e3::EpochMove::keep_previous : e3::EpochMove::close_previous;
      newest = 0;
    } else if (choices_.is_random() && choices_.pick(4) == 0) {
      claim.epoch = state.previous;
      newest = e3::value(state.previous_window.newest());
    }
    claim.counter = e3::Counter{
        choices_.is_random() ? newest + 3 - std::min<std::uint64_t>(newest + 3, choices_.pick(8)) : newest + 1};
    return claim;
  }

  SimulatedDisk& disk_;
  Choices& choices_;
  Report& report_;
  std::optional<Store> store_;
  States known_;                  ///< what the open store has in memory
  std::vector<States> possible_;  ///< what is on the disk, or may be
  std::set<std::tuple<std::size_t, e3::Generation, e3::Epoch, e3::Counter>> accepted_;
  bool formatted_ = false;  ///< durably: a store whose formatting failed may open, and be gone after a cut
  bool rebooted_ = false;
  bool dead_ = false;
};

}  // namespace disk
