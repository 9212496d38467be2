// Runs an image's set-up, seal, open, reject and kernel on an emulated processor with many secrets, and requires that
// each phase does the same with all of them:
//
//   trace_phases CORE image.elf SECRETS
//
// Tried are SECRETS random secrets and then chosen ones: all of them by the kernel, a share by the other phases.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>

#include "edge_secrets.hpp"
#include "support/random.hpp"
#include "trace.hpp"

namespace {

using constant_time::SecretBytes;
using emulator::Machine;

/// One phase of the image: its function and what it did.
class Phase {
 public:
  Phase(const emulator::Image& image, const char* name) : name_{name}, trace_{image} {}

  /// What the phase returned: not 0.
  std::uint32_t run(Machine& machine) {
    trace_.begin();
    machine.observe(&trace_);
    const auto call = machine.call("phase_" + name_, {Machine::scratch});
    machine.observe(nullptr);
    trace_.end();
    if (call.result == 0) {
      throw std::runtime_error{name_ + " failed"};
    }
    ++runs_;
    return call.result;
  }

  /// Prints the verdict and returns it.
  [[nodiscard]] bool conclude() const {
    std::printf("  %-8s %6zu secrets, %7zu events: %s%s\n", name_.c_str(), runs_, trace_.size(),
                trace_.is_constant() ? "constant" : "LEAKS, ", trace_.difference().c_str());
    return trace_.is_constant() && runs_ > 1;
  }

 private:
  std::string name_;
  constant_time::Trace trace_;
  std::size_t runs_ = 0;
};

/// The kernel takes what is chosen as it is. To the other phases it is a key like any other, so they get a share.
constexpr std::size_t edge_share = 8;

/// The memory of the phases, with the secret at its start. What the image keeps for itself, set-up makes anew.
void give(Machine& machine, const SecretBytes& secret) {
  std::array<std::uint8_t, memory_size> memory{};
  std::copy(secret.begin(), secret.end(), memory.begin());
  machine.write(Machine::scratch, memory);
}

int run(const std::string& core, const char* path, std::size_t count) {
  const emulator::Image image{path};
  Machine machine{image, constant_time::core_named(core)};
  Phase set_up{image, "set_up"};
  Phase seal{image, "seal"};
  Phase open{image, "open"};
  Phase reject{image, "reject"};
  Phase kernel{image, "kernel"};
  support::Random random{2026};

  std::size_t tag_byte = 0;
  const auto live = [&](const SecretBytes& secret) {
    give(machine, secret);
    set_up.run(machine);
    const std::uint32_t sealed = seal.run(machine);
    open.run(machine);
    // Another byte of the tag is wrong each time: an early exit would show.
    const auto at = Machine::scratch + static_cast<std::uint32_t>(sealed_offset + sealed - 1 - tag_byte++ % 16);
    auto byte = machine.read(at, 1);
    byte[0] = static_cast<std::uint8_t>(byte[0] ^ (1 + random.below(255)));
    machine.write(at, byte);
    reject.run(machine);
  };
  const auto run_kernel = [&](const SecretBytes& secret) {
    give(machine, secret);
    kernel.run(machine);
  };

  for (std::size_t i = 0; i < count; ++i) {
    SecretBytes secret{};
    random.fill(secret);
    live(secret);
    run_kernel(secret);
  }
  const auto edges = constant_time::edge_secrets();
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (i % edge_share == 0) {
      live(edges[i]);
    }
    run_kernel(edges[i]);
  }

  std::printf("%s on %s\n", path, core.c_str());
  bool constant = true;
  for (const Phase* phase : {&set_up, &seal, &open, &reject, &kernel}) {
    constant = phase->conclude() && constant;
  }
  return constant ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return argc == 4 ? run(argv[1], argv[2], std::stoul(argv[3])) : 2;
  } catch (const std::exception& error) {
    std::puts(error.what());
    return 2;
  }
}
