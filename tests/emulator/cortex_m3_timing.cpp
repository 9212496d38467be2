#include <bit>
#include <cstdint>

#include "timing.hpp"

// Implementation notes
//
// Cortex-M3 (DDI 0337) and Cortex-M4 (DDI 0439) Technical Reference Manuals, table 3-1, where a taken branch refills
// the pipeline in P cycles, here two: 1 + P = 3. A long multiplication is one cycle on M4 and 3 to 5 on M3, here 4; a
// division is 2 to 12, here 12.

namespace emulator {

namespace {

constexpr std::uint8_t refill = 2;
constexpr std::uint8_t branch = 1 + refill;
constexpr std::uint8_t longest_division = 12;
constexpr std::uint8_t usual_long_product_of_m3 = 4;

std::uint8_t registers(std::uint32_t list) noexcept { return static_cast<std::uint8_t>(std::popcount(list)); }

/// A list of registers, to the PC if it branches.
Timing several(std::uint32_t list) noexcept {
  const auto straight = static_cast<std::uint8_t>(1 + registers(list));
  return {.straight = straight, .taken = static_cast<std::uint8_t>(straight + refill)};
}

Timing narrow(std::uint16_t first) noexcept {
  const bool from_memory = (first & 0x0800U) != 0;
  switch (first >> 12) {
    case 0x4:
      return from_memory ? Timing{.straight = 2, .load = true} : Timing{.taken = branch};
    case 0x5: {
      const bool load = ((first >> 9) & 7U) >= 3;
      return {.straight = 2, .load = load, .store = !load};
    }
    case 0x6:
    case 0x7:
    case 0x8:
    case 0x9:
      return {.straight = 2, .load = from_memory, .store = !from_memory};
    case 0xB:
      if ((first & 0x0600U) == 0x0400U) {
        return several(first & 0x1FFU);  // PUSH, POP
      }
      return {.taken = branch};  // CBZ, CBNZ and operations
    case 0xC:
      return several(first & 0xFFU);  // LDM, STM
    default:
      return {.taken = branch};
  }
}

Timing wide(Core core, std::uint16_t first, std::uint16_t second) noexcept {
  const bool from_memory = (first & 0x0010U) != 0;
  if ((first & 0xFE00U) == 0xE800U) {
    if ((first & 0x0040U) == 0) {
      return several(second);  // LDM, STM
    }
    if ((first & 0xFFF0U) == 0xE8D0U && (second & 0xFFE0U) == 0xF000U) {
      return {.taken = 2 + refill};  // TBB, TBH
    }
    return {.straight = 3};  // LDRD, STRD
  }
  if ((first & 0xFE00U) == 0xF800U) {
    return {.straight = 2, .taken = 2 + refill, .load = from_memory, .store = !from_memory};
  }
  if ((first & 0xFF80U) == 0xFB80U) {
    const bool division = (first & 0x0050U) == 0x0010U && (second & 0x00F0U) == 0x00F0U;
    if (division) {
      return {.straight = longest_division, .operands = true};
    }
    return core == Core::cortex_m3 ? Timing{.straight = usual_long_product_of_m3, .operands = true} : Timing{};
  }
  // MLA and MLS, but not MUL, whose third register is 15.
  if (core == Core::cortex_m3 && (first & 0xFFF0U) == 0xFB00U && (second & 0xF000U) != 0xF000U) {
    return {.straight = 2};
  }
  return {.taken = branch};
}

}  // namespace

Timing cortex_m3_timing(Core core, std::uint16_t first, std::uint16_t second, std::uint32_t size) noexcept {
  return size == 2 ? narrow(first) : wide(core, first, second);
}

}  // namespace emulator
