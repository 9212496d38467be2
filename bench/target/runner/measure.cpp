#include "measure.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

#include "emulator/machine.hpp"
#include "exchange.hpp"
#include "target_device.hpp"

namespace bench {

namespace {

/// What an image takes for ever: the sections that are not the board's.
struct Sizes {
  std::uint32_t flash = 0;
  std::uint32_t ram = 0;
};

Sizes sizes_of(const emulator::Image& image) {
  Sizes sizes;
  for (const auto& section : image.sections()) {
    if (section.name.starts_with(".board")) {
      continue;
    }
    sizes.flash += section.zeroed ? 0 : section.size;
    sizes.ram += section.writable && !section.executable ? section.size : 0;
  }
  return sizes;
}

Json cost(const emulator::Call& call) { return {{"instructions", call.instructions}, {"cycles", call.cycles}}; }

/// One device of an image, call by call.
class Measurement {
 public:
  Measurement(const emulator::Image& image, const Target& target, const Device& device)
      : device_{device}, machine_{image, target.core}, on_target_{machine_, image, device} {}

  Json run(const Sizes& sizes) {
    Json row{{"flash", sizes.flash},
             {"static_ram", sizes.ram},
             {"sealing_context", on_target_.constant("target_sealing_context_size")},
             {"opening_context", on_target_.constant("target_opening_context_size")}};
    const auto sealing = must(on_target_.set_up_sealing(), "set up sealing");
    must_leave_nothing("set-up");
    const auto opening = must(on_target_.set_up_opening(), "set up opening");
    Json seal;
    Json open;
    Json on_air;
    for (const auto& exchange : device_.exchanges) {
      const auto size = std::to_string(exchange.payload.size());
      seal[size] = cost(this->seal(exchange));
      open[size] = cost(this->open(exchange));
      on_air[size] = exchange.sealed.size();
    }
    if (device_.flash.empty()) {
      try_misaligned();
    }
    row["seal_stack"] = seal_stack_;
    row["open_stack"] = open_stack_;
    row["set_up_stack"] = std::max(sealing.call.stack, opening.call.stack);
    row["slope"] = slope(seal);
    row["set_up_sealing"] = cost(sealing.call);
    row["set_up_opening"] = cost(opening.call);
    row["seal"] = seal;
    row["open"] = open;
    if (!device_.flash.empty()) {
      row["on_air"] = on_air;
    }
    return row;
  }

 private:
  TargetDevice::Outcome must(TargetDevice::Outcome outcome, const std::string& what) const {
    if (!outcome.good()) {
      fail(what + " failed");
    }
    return outcome;
  }

  [[noreturn]] void fail(const std::string& why) const { throw std::runtime_error{device_.name + ": " + why}; }

  /// No call leaves a word of a secret behind: not in its own frame, nor below.
  void must_leave_nothing(const std::string& what) const {
    const auto stack = machine_.left_on_stack();
    for (const auto& word : device_.secret_words) {
      const auto found = std::search(stack.begin(), stack.end(), word.begin(), word.end());
      if (found != stack.end()) {
        fail("a word of a secret is on the stack after " + what + ", " + std::to_string(stack.end() - found) +
             " bytes below the caller");
      }
    }
  }

  emulator::Call seal(const Exchange& exchange) {
    const auto size = std::to_string(exchange.payload.size());
    const auto outcome = must(on_target_.seal(exchange.payload), "seal of " + size);
    must_leave_nothing("seal of " + size);
    if (outcome.result != exchange.sealed) {
      fail("what was sealed of " + size + " bytes is not what OpenSSL seals");
    }
    seal_stack_ = std::max(seal_stack_, outcome.call.stack);
    return outcome.call;
  }

  emulator::Call open(const Exchange& exchange) {
    const auto size = std::to_string(exchange.payload.size());
    for (const std::size_t i : {std::size_t{0}, exchange.to_open.size() / 2, exchange.to_open.size() - 1}) {
      auto forged = exchange.to_open;
      forged[i] ^= 1;
      const auto refused = on_target_.open(forged);
      must_leave_nothing("refusing " + size);
      if (refused.good()) {
        fail("a forgery of " + size + " bytes passed, byte " + std::to_string(i));
      }
      open_stack_ = std::max(open_stack_, refused.call.stack);
    }
    const auto outcome = must(on_target_.open(exchange.to_open), "open of " + size);
    must_leave_nothing("open of " + size);
    if (outcome.result != exchange.payload) {
      fail("what was opened of " + size + " bytes is not the payload");
    }
    open_stack_ = std::max(open_stack_, outcome.call.stack);
    return outcome.call;
  }

  /// Wherever the message lies, the result is the same; a primitive has no counter, so its messages can be repeated.
  void try_misaligned() {
    for (std::uint32_t offset = 1; offset < 4; ++offset) {
      on_target_.misalign(offset);
      for (const auto& exchange : device_.exchanges) {
        seal(exchange);
        open(exchange);
      }
    }
    on_target_.misalign(0);
  }

  /// Instructions of a seal for each byte from 64 to 256, to a tenth.
  static double slope(const Json& seal) {
    const auto more = seal.at("256").at("instructions").get<double>() - seal.at("64").at("instructions").get<double>();
    return std::round(10 * more / (256 - 64)) / 10;
  }

  const Device& device_;
  emulator::Machine machine_;
  TargetDevice on_target_;
  std::uint32_t seal_stack_ = 0;
  std::uint32_t open_stack_ = 0;
};

}  // namespace

Json measure(const std::filesystem::path& folder, const ImageName& name, const Target& target) {
  const emulator::Image image{folder / name.file()};
  const auto sizes = sizes_of(image);
  if (sizes.ram > 0) {
    throw std::runtime_error{name.file() + " has " + std::to_string(sizes.ram) + " bytes of static RAM"};
  }
  Json rows;
  const auto devices = devices_of(name.workload);
  for (const auto& device : devices) {
    const auto row = devices.size() == 1 ? name.workload : name.workload + ", " + device.name;
    rows[row] = Measurement{image, target, device}.run(sizes);
  }
  return rows;
}

}  // namespace bench
