#include <cstdint>

#include "timing.hpp"

namespace emulator {

Timing rv32_timing(std::uint32_t code, std::uint32_t size) noexcept {
  // Opcode OP with the function code of the M extension; its last four functions divide.
  const bool of_m_extension = size == 4 && (code & 0x7FU) == 0x33U && (code >> 25) == 1;
  return {.operands = of_m_extension && ((code >> 12) & 7U) >= 4};
}

}  // namespace emulator
