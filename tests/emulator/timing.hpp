#pragma once

#include <cstdint>

#include "core.hpp"

namespace emulator {

/// What an instruction takes, by the tables of the processors' technical reference manuals, without wait states.
struct Timing {
  std::uint8_t straight = 1;  ///< cycles where the next instruction follows
  std::uint8_t taken = 1;     ///< cycles where it branched
  bool load = false;          ///< one load: it may overlap its neighbours
  bool store = false;         ///< one store
  bool operands = false;      ///< takes as long as its operands want
};

/// The instruction at the start of a word of code, whose first halfword is the low one. RV32 has no cycle model: cores
/// differ.
[[nodiscard]] Timing timing_of(Core core, std::uint32_t code, std::uint32_t size) noexcept;

/// The same by core.
[[nodiscard]] Timing cortex_m0plus_timing(std::uint16_t first, std::uint16_t second, std::uint32_t size) noexcept;
[[nodiscard]] Timing cortex_m3_timing(Core core, std::uint16_t first, std::uint16_t second,
                                      std::uint32_t size) noexcept;
[[nodiscard]] Timing rv32_timing(std::uint32_t code, std::uint32_t size) noexcept;

/// Adds up cycles, instruction by instruction.
class Clock {
 public:
  explicit Clock(Core core) noexcept : overlaps_{core == Core::cortex_m3 || core == Core::cortex_m4} {}

  void charge(const Timing& timing, bool taken) noexcept;
  [[nodiscard]] std::uint64_t cycles() const noexcept { return cycles_; }

 private:
  bool overlaps_;
  bool after_access_ = false;
  std::uint64_t cycles_ = 0;
};

}  // namespace emulator
