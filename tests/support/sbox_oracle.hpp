#pragma once

#include <bit>
#include <cstdint>

#include "e3/backend/portable/aes256/sbox.hpp"

namespace support {

/// The product in the field of AES, modulo x^8 + x^4 + x^3 + x + 1.
constexpr std::uint8_t aes_product(std::uint8_t a, std::uint8_t b) {
  unsigned product = 0;
  for (unsigned i = 0; i < 8; ++i) {
    product ^= (unsigned{b} >> i & 1U) * (unsigned{a} << i);
  }
  for (unsigned i = 15; i >= 8; --i) {
    product ^= (product >> i & 1U) * (0x11BU << (i - 8));
  }
  return static_cast<std::uint8_t>(product);
}

/// FIPS 197, section 5.1.1, as it is written there: the inverse, which is the power 254, then an affine map.
constexpr std::uint8_t sbox_by_definition(std::uint8_t byte) {
  std::uint8_t inverse = 1;
  for (int i = 0; i < 254; ++i) {
    inverse = aes_product(inverse, byte);
  }
  std::uint8_t result = 0x63;
  for (int i = 0; i < 5; ++i) {
    result = static_cast<std::uint8_t>(result ^ std::rotl(inverse, i));
  }
  return result;
}

/// The byte at `place` of slices.
constexpr std::uint8_t byte_of(const e3::detail::AesSlices& slices, unsigned place) {
  std::uint8_t byte = 0;
  for (unsigned i = 0; i < 8; ++i) {
    byte = static_cast<std::uint8_t>(byte | (slices[i] >> place & 1U) << i);
  }
  return byte;
}

/// How many of the 256 bytes `substitute` gets wrong, 32 at a time.
template <class Substitute>
constexpr unsigned wrong_sbox_bytes(Substitute substitute) {
  unsigned wrong = 0;
  for (unsigned first = 0; first < 256; first += 32) {
    e3::detail::AesSlices slices{};
    for (unsigned place = 0; place < 32; ++place) {
      for (unsigned i = 0; i < 8; ++i) {
        slices[i] |= std::uint32_t{(first + place) >> i & 1U} << place;
      }
    }
    substitute(slices);
    for (unsigned place = 0; place < 32; ++place) {
      const auto expected = sbox_by_definition(static_cast<std::uint8_t>(first + place)) ^ 0x63;
      wrong += byte_of(slices, place) == expected ? 0U : 1U;
    }
  }
  return wrong;
}

}  // namespace support
