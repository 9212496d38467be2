// What the emulator says of functions that take a known number of everything: e3_emulator_selftest <M0+> <M3> <M4>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "emulator/image.hpp"
#include "emulator/machine.hpp"
#include "emulator/observer.hpp"

namespace {

using emulator::Core;
using emulator::Event;
using emulator::Image;
using emulator::Machine;

int failures = 0;

void expect(const std::string& what, std::uint64_t is, std::uint64_t wanted) {
  if (is != wanted) {
    std::printf("%s: %llu, not %llu\n", what.c_str(), static_cast<unsigned long long>(is),
                static_cast<unsigned long long>(wanted));
    ++failures;
  }
}

class Record : public emulator::Observer {
 public:
  void see(const Event& event) noexcept override { events.push_back(event); }
  std::vector<Event> events;
};

bool faults(Machine& machine, const std::string& function, std::uint32_t argument) {
  try {
    machine.call(function, {argument});
    return false;
  } catch (const std::runtime_error&) {
    return true;
  }
}

void check_any(const std::string& name, const Image& image, Core core, std::uint64_t cycles_of_ten_rounds,
               std::uint64_t cycles_of_copy) {
  Machine machine{image, core};
  const auto rounds = machine.call("count_down", {10});
  expect(name + ": instructions of ten rounds", rounds.instructions, 21);
  expect(name + ": cycles of ten rounds", rounds.cycles, cycles_of_ten_rounds);
  expect(name + ": stack of none", rounds.stack, 0);
  expect(name + ": stack", machine.call("use_stack", {0}).stack, 84);
  const auto copied = machine.call("copy_three", {Machine::scratch});
  expect(name + ": loads", copied.loads, 3);
  expect(name + ": stores", copied.stores, 1);
  expect(name + ": cycles of three loads, a store and a return", copied.cycles, cycles_of_copy);

  expect(name + ": first call", machine.call("count_calls", {}).result, 41);
  expect(name + ": second call", machine.call("count_calls", {}).result, 42);
  machine.reset();
  expect(name + ": first call after a reset", machine.call("count_calls", {}).result, 41);

  Record record;
  machine.observe(&record);
  machine.call("copy_three", {Machine::scratch + 0x40});
  machine.observe(nullptr);
  machine.call("copy_three", {Machine::scratch});
  expect(name + ": events", record.events.size(), 9);
  expect(name + ": address of the second load", record.events.at(3).address, Machine::scratch + 0x44);
  expect(name + ": kind of the second load",
         record.events.at(3) == Event{Event::Kind::load, Machine::scratch + 0x44, 4}, 1);
  expect(name + ": place", image.where(record.events.at(2).address) == "copy_three+0x2", 1);

  expect(name + ": a write to code faults", faults(machine, "write_to_code", 0), 1);
  expect(name + ": an aligned access does not fault", faults(machine, "load_word", Machine::scratch), 0);
  expect(name + ": an unaligned access faults", faults(machine, "load_word", Machine::scratch + 2),
         core == Core::cortex_m0plus ? 1 : 0);
}

void check_v7(const std::string& name, const Image& image, Core core, bool long_product_varies) {
  Machine machine{image, core};
  Record record;
  machine.observe(&record);
  for (const std::uint32_t argument : {0U, 7U}) {
    record.events.clear();
    const auto chosen = machine.call("choose", {argument});
    expect(name + ": choice", chosen.result, argument == 0 ? 1 : 2);
    expect(name + ": instructions of a choice", chosen.instructions, 5);
    expect(name + ": cycles of a choice", chosen.cycles, 7);
    expect(name + ": events of a choice", record.events.size(), 5);
    expect(name + ": skipped", record.events.at(argument == 0 ? 3 : 2).kind == Event::Kind::skipped, 1);
  }
  expect(name + ": instructions of an early return", machine.call("return_early", {0}).instructions, 3);
  expect(name + ": instructions of a late one", machine.call("return_early", {1}).instructions, 6);
  record.events.clear();
  expect(name + ": quotient", machine.call("divide", {1000, 10}).result, 100);
  expect(name + ": widths of the quotient's operands", record.events.at(1).detail, 10 << 8 | 4);
  record.events.clear();
  machine.call("multiply_long", {5, 1});
  expect(name + ": events of a long product", record.events.size(), long_product_varies ? 3 : 2);
}

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count != 4) {
      throw std::runtime_error{"usage: e3_emulator_selftest <image for M0+> <for M3> <for M4>"};
    }
    const Image m0plus{arguments[1]};
    const Image m3{arguments[2]};
    const Image m4{arguments[3]};
    // Ten rounds: 9 (1 + taken) + 1 + 1, and the return. Three loads and a store: 2 each, or 2 + 1 + 1 and 1.
    check_any("M0+", m0plus, Core::cortex_m0plus, 9 * 3 + 2 + 2, 4 * 2 + 2);
    check_any("M3", m3, Core::cortex_m3, 9 * 4 + 2 + 3, 4 + 1 + 3);
    check_any("M4", m4, Core::cortex_m4, 9 * 4 + 2 + 3, 4 + 1 + 3);
    check_v7("M3", m3, Core::cortex_m3, true);
    check_v7("M4", m4, Core::cortex_m4, false);
  } catch (const std::exception& error) {
    std::printf("%s\n", error.what());
    return 1;
  }
  return failures == 0 ? 0 : 1;
}
