#pragma once

#include <array>
#include <string>
#include <string_view>

#include "emulator/core.hpp"

namespace bench {

/// A processor, and the machine of QEMU that has it.
struct Target {
  std::string_view name;
  emulator::Core core;
  std::string_view qemu;             ///< the program
  std::string_view machine;          ///< and its options
  double instructions_per_tick = 1;  ///< of the clock that the firmware finds there, at one instruction a nanosecond
};

/// SysTick runs at 16 MHz on microbit and at 25 MHz on the others; no machine has a Cortex-M0+, whose instructions are
/// those of a Cortex-M0.
inline constexpr std::array<Target, 4> targets{{
    {"cortex-m0plus", emulator::Core::cortex_m0plus, "qemu-system-arm", "-M microbit", 62.5},
    {"cortex-m3", emulator::Core::cortex_m3, "qemu-system-arm", "-M mps2-an385", 40},
    {"cortex-m4", emulator::Core::cortex_m4, "qemu-system-arm", "-M mps2-an386", 40},
    {"rv32", emulator::Core::rv32, "qemu-system-riscv32", "-M virt -bios none", 1},
}};

/// Throws `std::runtime_error` for a name that is none.
[[nodiscard]] const Target& target_of(std::string_view name);

/// An image: its workload, and what it was built for.
struct ImageName {
  std::string workload;
  std::string build;

  [[nodiscard]] std::string file() const { return workload + "-" + build + ".elf"; }
};

}  // namespace bench
