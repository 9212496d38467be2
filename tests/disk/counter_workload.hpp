#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "campaign.hpp"
#include "e3/store/file/counter_store.hpp"

namespace disk {

/// A device that reserves counters and moves to later epochs.
template <class Io>
class CounterWorkload {
  using Store = e3::BasicFileCounterStore<Io>;

 public:
  static constexpr std::size_t step_kinds = 4;

  CounterWorkload(SimulatedDisk& disk, Choices& choices, Report& report)
      : disk_{disk}, choices_{choices}, report_{report} {}

  /// The store cannot be used any more, which was reported.
  [[nodiscard]] bool dead() const noexcept { return dead_; }

  void boot() {
    const std::size_t failures = disk_.failures();
    auto opened = Store::open(path);
    if (!opened && opened.error() == e3::Error::store_blank && !formatted_) {
      possible_.insert({0, 0});
      opened = Store::format(path, mark(0));
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
    const auto epoch = e3::value(*store_->epoch());
    std::set<State> left;
    for (const auto& state : possible_) {
      if (state.first == epoch) {
        left.insert(state);
      }
    }
    report_.strange += left.empty() ? 1U : 0U;
    if (rebooted_) {
      possible_ = left;
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
    if (kind == 1) {
      advance();
    } else if (kind == 3 && choices_.is_random()) {
      store_.reset();
      boot();
    } else {
      reserve(choices_.is_random() ? 1 + static_cast<std::uint32_t>(choices_.pick(70)) : 10);
    }
  }

  void stop() {
    store_.reset();
    rebooted_ = true;
  }

 private:
  using State = std::pair<std::uint32_t, std::uint64_t>;  // epoch and bound

  static constexpr const char* path = "counters";
  static e3::KeyMark mark(std::uint32_t epoch) {
    return {.epoch = e3::Epoch{epoch}, .id = {1, static_cast<std::uint8_t>(epoch)}};
  }
  [[nodiscard]] bool excused(std::size_t failures_before) const {
    return disk_.is_off() || disk_.failures() > failures_before;
  }

  void reserve(std::uint32_t count) {
    const std::size_t failures = disk_.failures();
    const auto epoch = e3::value(*store_->epoch());
    const auto first = store_->reserve(mark(epoch), count);
    if (first) {
      report_.done += 1;
      formatted_ = true;
      report_.strange += possible_.contains({epoch, e3::value(*first)}) ? 0U : 1U;
      report_.repeated += e3::value(*first) < handed_out_[epoch] ? 1U : 0U;
      handed_out_[epoch] = e3::value(*first) + count;
      possible_ = {{epoch, e3::value(*first) + count}};
      return;
    }
    // After an advance that failed and reached the disk all the same.
    const bool moved = first.error() == e3::Error::store_of_another_key && possible_.contains({epoch + 1, 0});
    report_.refused += excused(failures) || moved ? 0U : 1U;
    const auto before = possible_;
    for (const auto& [of_epoch, bound] : before) {
      if (of_epoch == epoch) {
        possible_.insert({epoch, bound + count});
      }
    }
  }

  void advance() {
    const std::size_t failures = disk_.failures();
    const auto epoch = e3::value(*store_->epoch()) + 1;
    const auto done = store_->advance(mark(epoch));
    if (done) {
      report_.done += 1;
      formatted_ = true;
      possible_ = {{epoch, 0}};
      return;
    }
    const bool moved = done.error() == e3::Error::epoch_not_later && possible_.contains({epoch, 0});
    report_.refused += excused(failures) || moved ? 0U : 1U;
    possible_.insert({epoch, 0});
  }

  SimulatedDisk& disk_;
  Choices& choices_;
  Report& report_;
  std::optional<Store> store_;
  std::set<State> possible_;  ///< what is on the disk, or may be
  std::map<std::uint32_t, std::uint64_t> handed_out_;
  bool formatted_ = false;  ///< durably: a store whose formatting failed may open, and be gone after a cut
  bool rebooted_ = false;
  bool dead_ = false;
};

}  // namespace disk
