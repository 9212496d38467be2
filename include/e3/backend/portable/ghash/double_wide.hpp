#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/ghash/block.hpp"

// Implementation notes
//
// As for words of 32 bits, with four parts of 16 bits each and one Karatsuba level: 3 products of 16 multiplications.
// In one place of a product, 16 bits could meet, one too many for its four bits. So one operand is without its highest
// four bits, the parts have 15 bits there, and those four bits are multiplied by shifts of the other operand.

namespace e3::detail {

#if defined(__SIZEOF_INT128__)

/// GHASH for 64 x 64 to 128 bits in constant time.
class DoubleWideGhash {
 public:
  /// Takes the hash key `h`.
  constexpr void set(const GhashBlock& h) noexcept {
    const GhashBlock divided = divide_by_x(h);
    low_ = std::uint64_t{divided[2]} << 32 | divided[3];
    high_ = std::uint64_t{divided[0]} << 32 | divided[1];
  }

  /// y h
  constexpr void multiply(GhashBlock& y) const noexcept {
    const std::uint64_t y_low = std::uint64_t{y[2]} << 32 | y[3];
    const std::uint64_t y_high = std::uint64_t{y[0]} << 32 | y[1];
    const Uint128 low = product(y_low, low_);
    const Uint128 high = product(y_high, high_);
    const Uint128 middle = product(y_low ^ y_high, low_ ^ high_) ^ low ^ high;
    const auto low_0 = static_cast<std::uint64_t>(low);
    const std::uint64_t low_1 = static_cast<std::uint64_t>(low >> 64) ^ static_cast<std::uint64_t>(middle);
    const std::uint64_t high_0 = static_cast<std::uint64_t>(high) ^ static_cast<std::uint64_t>(middle >> 64);
    const auto high_1 = static_cast<std::uint64_t>(high >> 64);

    // As `reduce` does in words of 32 bits.
    const std::uint64_t folded_1 = low_1 ^ low_0 << 63 ^ low_0 << 62 ^ low_0 << 57;
    const std::uint64_t z_0 = high_0 ^ fold(low_0) ^ folded_1 << 63 ^ folded_1 << 62 ^ folded_1 << 57;
    const std::uint64_t z_1 = high_1 ^ fold(folded_1);
    y = {static_cast<std::uint32_t>(z_1 >> 32), static_cast<std::uint32_t>(z_1), static_cast<std::uint32_t>(z_0 >> 32),
         static_cast<std::uint32_t>(z_0)};
  }

 private:
  __extension__ using Uint128 = unsigned __int128;

  static constexpr std::uint64_t fold(std::uint64_t word) noexcept { return word ^ word >> 1 ^ word >> 2 ^ word >> 7; }

  static constexpr Uint128 product(std::uint64_t x, std::uint64_t y) noexcept {
    constexpr std::uint64_t mask = 0x1111111111111111;
    constexpr std::uint64_t top = 0x0FFFFFFFFFFFFFFF;
    const std::array<Uint128, 4> a{x & mask & top, x & mask << 1 & top, x & mask << 2 & top, x & mask << 3 & top};
    const std::array<Uint128, 4> b{y & mask, y & mask << 1, y & mask << 2, y & mask << 3};
    Uint128 result = 0;
    for (std::size_t place = 0; place < 4; ++place) {
      Uint128 sum = 0;
      for (std::size_t i = 0; i < 4; ++i) {
        sum ^= a[i] * b[(place - i) % 4];
      }
      const Uint128 whole_mask = Uint128{mask} << 64 | mask;
      result |= sum & whole_mask << place;
    }
    for (unsigned bit = 60; bit < 64; ++bit) {
      result ^= Uint128{y & (0 - (x >> bit & 1))} << bit;
    }
    return result;
  }

  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0;
};

#endif

}  // namespace e3::detail
