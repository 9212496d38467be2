#pragma once

#include <cstdint>

#include "e3/core/bytes.hpp"

namespace e3 {

/// CRC-32 (ISO-HDLC, reflected polynomial 0xEDB88320): finds a torn or decayed record. It keeps nobody from forging
/// one.
///
/// `crc32` of the ASCII digits 123456789 is 0xCBF43926. Bit by bit and without a table, for the smallest code.
[[nodiscard]] constexpr std::uint32_t crc32(Bytes bytes) noexcept {
  std::uint32_t crc = 0xFFFF'FFFF;
  for (const auto byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc >> 1) ^ (0xEDB8'8320 & (0U - (crc & 1)));
    }
  }
  return ~crc;
}

}  // namespace e3
