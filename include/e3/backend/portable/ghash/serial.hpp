#pragma once

#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/ghash/block.hpp"
#include "e3/core/constant_time.hpp"

// Implementation notes
//
// Horner's rule, bit by bit from x^127 down: z becomes z x + y_i h. Times x is one place to the right; what leaves, the
// coefficient of x^128, comes back as x^7 + x^2 + x + 1, which is 0xE1 in the highest byte.

namespace e3::detail {

/// GHASH in few bytes of code and of key, without a multiplication.
class SerialGhash {
 public:
  /// Takes the hash key `h`.
  constexpr void set(const GhashBlock& h) noexcept { h_ = h; }

  /// y h
  constexpr void multiply(GhashBlock& y) const noexcept {
    GhashBlock z{};
    for (std::size_t i = 4; i-- > 0;) {
      std::uint32_t bits = y[i];
      for (unsigned n = 0; n < 32; ++n) {
        const std::uint32_t carry = value_barrier(0 - (z[3] & 1));
        const std::uint32_t mask = value_barrier(0 - (bits & 1));
        bits >>= 1;
        z[3] = (z[3] >> 1 | z[2] << 31) ^ (h_[3] & mask);
        z[2] = (z[2] >> 1 | z[1] << 31) ^ (h_[2] & mask);
        z[1] = (z[1] >> 1 | z[0] << 31) ^ (h_[1] & mask);
        z[0] = z[0] >> 1 ^ (h_[0] & mask) ^ (carry & 0xE1000000);
      }
    }
    y = z;
  }

 private:
  GhashBlock h_{};
};

}  // namespace e3::detail
