#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "emulator/machine.hpp"

namespace constant_time {

/// Compares what calls do, event by event, with what the first one did.
class Trace : public emulator::Observer {
 public:
  explicit Trace(const emulator::Image& image) : image_{image} {}

  /// Before each call.
  void begin() noexcept {
    recording_ = first_.empty();
    next_ = 0;
  }

  void see(const emulator::Event& event) noexcept override {
    last_instruction_ = event.kind == emulator::Event::Kind::instruction ? event.address : last_instruction_;
    if (recording_) {
      first_.push_back(event);
    } else if (!difference_ && (next_ == first_.size() || first_[next_] != event)) {
      difference_ = Difference{event.kind, last_instruction_};
    }
    ++next_;
  }

  /// After each call.
  void end() noexcept {
    if (!difference_ && next_ != first_.size()) {
      difference_ = Difference{emulator::Event::Kind::instruction, last_instruction_};
    }
  }

  [[nodiscard]] std::size_t size() const noexcept { return first_.size(); }
  [[nodiscard]] bool is_constant() const noexcept { return !difference_; }

  /// What differed first, and where.
  [[nodiscard]] std::string difference() const {
    return difference_ ? name(difference_->kind) + " at " + image_.where(difference_->where) : std::string{};
  }

 private:
  struct Difference {
    emulator::Event::Kind kind;
    std::uint32_t where;
  };

  static std::string name(emulator::Event::Kind kind) {
    using Kind = emulator::Event::Kind;
    switch (kind) {
      case Kind::load:
        return "load address";
      case Kind::store:
        return "store address";
      case Kind::operands:
        return "operands";
      default:
        return "branch";
    }
  }

  const emulator::Image& image_;
  std::vector<emulator::Event> first_;
  std::size_t next_ = 0;
  bool recording_ = true;
  std::uint32_t last_instruction_ = 0;
  std::optional<Difference> difference_;
};

/// The processor of a name such as `m0plus`. Throws for another name.
[[nodiscard]] inline emulator::Core core_named(const std::string& name) {
  if (name == "m0plus") {
    return emulator::Core::cortex_m0plus;
  }
  if (name == "m3") {
    return emulator::Core::cortex_m3;
  }
  if (name == "m4") {
    return emulator::Core::cortex_m4;
  }
  if (name == "rv32") {
    return emulator::Core::rv32;
  }
  throw std::runtime_error{name + " is no core"};
}

}  // namespace constant_time
