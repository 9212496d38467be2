#include <bit>
#include <cstdint>

#include "timing.hpp"

// Implementation notes
//
// Cortex-M0+ Technical Reference Manual (DDI 0484C), table 3-1: one cycle for an operation, two for a load, a store and
// a taken branch, 1 + N for N registers, 3 + N for a POP of N registers with the PC among them, three for BL, barriers
// and system registers. The multiplier is the single-cycle one.

namespace emulator {

namespace {

std::uint8_t registers(std::uint32_t list) noexcept { return static_cast<std::uint8_t>(std::popcount(list)); }

std::uint8_t sum(std::uint8_t a, std::uint8_t b) noexcept { return static_cast<std::uint8_t>(a + b); }

}  // namespace

Timing cortex_m0plus_timing(std::uint16_t first, std::uint16_t second, std::uint32_t size) noexcept {
  if (size == 4) {
    const bool branch_with_link = (first & 0xF800U) == 0xF000U && (second & 0xD000U) == 0xD000U;
    return branch_with_link ? Timing{.taken = 3} : Timing{.straight = 3};
  }
  const bool from_memory = (first & 0x0800U) != 0;
  switch (first >> 12) {
    case 0x4:
      if (from_memory) {
        return {.straight = 2, .load = true};  // LDR literal
      }
      return {.taken = 2};  // BX, BLX and operations
    case 0x5: {
      const bool load = ((first >> 9) & 7U) >= 3;
      return {.straight = 2, .load = load, .store = !load};
    }
    case 0x6:
    case 0x7:
    case 0x8:
    case 0x9:
      return {.straight = 2, .load = from_memory, .store = !from_memory};
    case 0xB: {
      const std::uint8_t count = registers(first & 0x1FFU);
      if ((first & 0xFE00U) == 0xB400U) {
        return {.straight = sum(1, count)};  // PUSH
      }
      if ((first & 0xFE00U) == 0xBC00U) {
        return {.straight = sum(1, count), .taken = sum(3, count)};  // POP
      }
      return {};
    }
    case 0xC:
      return {.straight = sum(1, registers(first & 0xFFU))};  // LDM, STM
    default:
      return {.taken = 2};
  }
}

}  // namespace emulator
