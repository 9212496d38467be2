// Runs each planted leak and each clean function of an image on an emulated processor with many secrets, and prints
// `name: found` or `name: not found` for each:
//
//   trace_leaks CORE leaks.elf SECRETS
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <string>

#include "leaks/leaks.hpp"
#include "support/random.hpp"
#include "trace.hpp"

namespace {

using emulator::Machine;

void trace(const emulator::Image& image, Machine& machine, const char* name, std::size_t count) {
  constant_time::Trace trace{image};
  support::Random random{2026};
  for (std::size_t i = 0; i < count; ++i) {
    std::array<std::uint8_t, secret_size> secret{};
    random.fill(secret);
    constexpr std::uint32_t out = Machine::scratch + secret_size;
    machine.write(Machine::scratch, secret);
    machine.write(out, std::array<std::uint8_t, out_size>{});
    trace.begin();
    machine.observe(&trace);
    machine.call(name, {Machine::scratch, out});
    machine.observe(nullptr);
    trace.end();
  }
  const std::string difference = trace.difference();
  std::printf("%s: %s%s\n", name, trace.is_constant() ? "not found" : "found, ", difference.c_str());
}

int run(const std::string& core, const char* path, std::size_t count) {
  const emulator::Image image{path};
  Machine machine{image, constant_time::core_named(core)};
  for (const auto& leak : named_leaks) {
    trace(image, machine, leak.name, count);
  }
  for (const auto& clean : clean_functions) {
    trace(image, machine, clean.name, count);
  }
  return 0;
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
