#include "timing.hpp"

// Implementation notes
//
// Cortex-M3 and M4 overlap neighbouring single loads and stores: the first load takes two cycles, each that follows at
// once takes one, and a store takes one, since the write buffer takes it. Three loads in a row: 2 + 1 + 1 = 4 cycles.

namespace emulator {

Timing timing_of(Core core, std::uint32_t code, std::uint32_t size) noexcept {
  const auto first = static_cast<std::uint16_t>(code);
  const auto second = static_cast<std::uint16_t>(code >> 16);
  switch (core) {
    case Core::cortex_m0plus:
      return cortex_m0plus_timing(first, second, size);
    case Core::cortex_m3:
    case Core::cortex_m4:
      return cortex_m3_timing(core, first, second, size);
    case Core::rv32:
      return rv32_timing(code, size);
  }
  return {};
}

void Clock::charge(const Timing& timing, bool taken) noexcept {
  const bool access = overlaps_ && !taken && (timing.load || timing.store);
  const bool hidden = access && (timing.store || after_access_);
  cycles_ += hidden ? 1 : taken ? timing.taken : timing.straight;
  after_access_ = access;
}

}  // namespace emulator
