#pragma once

#include <cstddef>
#include <cstdint>

#include "support/byte_arrays.hpp"

// Headers built from the tables of the format, byte by byte, with no code of the library's codecs.

namespace support {

inline constexpr std::uint32_t epoch_boundaries[] = {0, 1, 255, 256, 65535, 65536, 0xFFFF'FFFF};
inline constexpr std::uint64_t counter_boundaries[] = {0,     1,         255,        256,        65535,
                                                       65536, 0xFF'FFFF, 0x100'0000, 0xFFFF'FFFF};

struct HandBuilt {
  unsigned suite = 2;
  std::uint32_t epoch = 0;
  std::uint64_t counter = 0;
  ByteVector id = {};
  std::uint32_t salt = 0;
  ByteVector nonce = counting_vector(12, 0x70);
  ByteVector commitment = {};

  [[nodiscard]] ByteVector standard() const {
    ByteVector out{0xE3, static_cast<std::uint8_t>(0x10 + suite),
                   commitment.empty() ? std::uint8_t{0} : std::uint8_t{1}, static_cast<std::uint8_t>(id.size())};
    append(out, epoch, 4);
    append(out, counter, 8);
    append(out, nonce);
    append(out, id);
    append(out, commitment);
    return out;
  }

  [[nodiscard]] ByteVector compact() const {
    const std::size_t epoch_size = epoch == 0 ? 0 : epoch <= 0xFF ? 1 : epoch <= 0xFFFF ? 2 : 4;
    const std::size_t counter_size = counter <= 0xFF ? 1 : counter <= 0xFFFF ? 2 : counter <= 0xFF'FFFF ? 3 : 4;
    unsigned control = 0;
    switch (id.size()) {
      case 1:
        control = 0b001'0'00'00;
        break;
      case 2:
        control = 0b010'0'00'00;
        break;
      case 4:
        control = 0b011'0'00'00;
        break;
      case 6:
        control = 0b100'0'00'00;
        break;
      case 8:
        control = 0b101'0'00'00;
        break;
      case 16:
        control = 0b110'0'00'00;
        break;
      default:
        break;
    }
    control += salt != 0 ? 0b000'1'00'00U : 0U;
    control += static_cast<unsigned>(counter_size - 1) * 0b000'0'01'00U;
    control += epoch_size == 4 ? 3U : static_cast<unsigned>(epoch_size);
    ByteVector out{static_cast<std::uint8_t>(control)};
    append(out, epoch, epoch_size);
    append(out, id);
    append(out, counter, counter_size);
    append(out, salt, salt != 0 ? 4 : 0);
    return out;
  }

  static void append(ByteVector& out, const ByteVector& bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }
  static void append(ByteVector& out, std::uint64_t number, std::size_t size) {
    while (size > 0) {
      out.push_back(static_cast<std::uint8_t>(number >> (8 * --size)));
    }
  }
};

/// `header` with a sealed part of `size` bytes behind it.
[[nodiscard]] inline ByteVector with_sealed(ByteVector header, std::size_t size) {
  header.insert(header.end(), size, 0x5A);
  return header;
}

}  // namespace support
