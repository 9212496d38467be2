#pragma once

#include <cstdint>
#include <optional>

namespace e3::testing {

/// What one durable step does wrong.
enum class StoreFault : std::uint8_t {
  fail,    ///< it returns `store_failed` and changes nothing
  unsure,  ///< it works and returns `store_failed`
  lie,     ///< it reports success, and a restart undoes it unless a later step made it durable
  stop,    ///< the power goes before it: it and every later call returns `store_failed` until `restart`
};

/// Counts the durable steps of a store and says what goes wrong with the next one.
class FaultPlan {
 public:
  /// The `step`-th step from now on, counted from 1, has this fault; the others have none.
  constexpr void fault_at(std::uint64_t step, StoreFault fault) noexcept {
    left_ = step;
    fault_ = fault;
  }

  /// Durable steps so far.
  [[nodiscard]] constexpr std::uint64_t steps() const noexcept { return steps_; }

  /// False from a `stop` until the restart.
  [[nodiscard]] constexpr bool running() const noexcept { return running_; }

 protected:
  ~FaultPlan() = default;

  /// Starts a step: its fault, if it has one. Without power it is `stop`.
  constexpr std::optional<StoreFault> next_step() noexcept {
    ++steps_;
    if (!running_) {
      return StoreFault::stop;
    }
    if (left_ == 0) {
      return std::nullopt;
    }
    --left_;
    if (left_ > 0) {
      return std::nullopt;
    }
    running_ = fault_ != StoreFault::stop;
    return fault_;
  }

  constexpr void start_again() noexcept {
    running_ = true;
    left_ = 0;
  }

 private:
  std::uint64_t steps_ = 0;
  std::uint64_t left_ = 0;
  StoreFault fault_ = StoreFault::fail;
  bool running_ = true;
};

}  // namespace e3::testing
