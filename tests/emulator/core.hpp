#pragma once

#include <cstdint>

namespace emulator {

/// The processors that the machine emulates.
enum class Core : std::uint8_t {
  cortex_m0plus,  ///< ARMv6-M, with the single-cycle multiplier
  cortex_m3,      ///< ARMv7-M
  cortex_m4,      ///< ARMv7E-M
  rv32,           ///< RV32IMAC
};

}  // namespace emulator
