#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/ghash/block.hpp"
#include "e3/backend/portable/ghash/karatsuba.hpp"

// Implementation notes
//
// An integer product is one without carries if carries have room: each of the three parts of a half word has every
// third bit, 6, 5 and 5 of them, and two zeros before each. At one place of a product of two parts at most 6 bits meet,
// a sum that stays in its three bits, of which only the lowest, the parity, is kept. A third level of Karatsuba, below
// the two on words, makes 27 products of half words: 243 multiplications.

namespace e3::detail {

/// GHASH for 32 x 32 to the low 32 bits in constant time.
class NarrowGhash {
 public:
  /// Takes the hash key `h`.
  constexpr void set(const GhashBlock& h) noexcept {
    const auto operands = karatsuba_operands(divide_by_x(h));
    for (std::size_t i = 0; i < 9; ++i) {
      const std::uint32_t low = operands[i] & 0xFFFF;
      const std::uint32_t high = operands[i] >> 16;
      for (std::size_t part = 0; part < 3; ++part) {
        const std::uint32_t mask = mask_0 << part;
        parts_[i][part] = static_cast<std::uint16_t>(low & mask);
        parts_[i][3 + part] = static_cast<std::uint16_t>((low ^ high) & mask);
        parts_[i][6 + part] = static_cast<std::uint16_t>(high & mask);
      }
    }
  }

  /// y h
#if defined(__GNUC__) && !defined(__clang__) && defined(__thumb__)
  [[gnu::optimize("Os")]]
#endif
  constexpr void
  multiply(GhashBlock& y) const noexcept {
    y = reduce(karatsuba(y, *this));
  }

  /// `x` times operand `i`: low word, high word.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::always_inline]]
#endif
  [[nodiscard]] constexpr std::array<std::uint32_t, 2>
  product(std::uint32_t x, std::size_t i) const noexcept {
    const std::uint16_t* const y = parts_[i].data();
    const std::uint32_t low = half_product(x & 0xFFFF, y);
    const std::uint32_t high = half_product(x >> 16, y + 6);
    const std::uint32_t middle = half_product((x ^ x >> 16) & 0xFFFF, y + 3) ^ low ^ high;
    return {low ^ middle << 16, high ^ middle >> 16};
  }

 private:
  static constexpr std::uint32_t mask_0 = 0x49249249;
  static constexpr std::uint32_t mask_1 = 0x92492492;
  static constexpr std::uint32_t mask_2 = 0x24924924;

#if defined(__GNUC__) || defined(__clang__)
  [[gnu::always_inline]]
#endif
  static constexpr std::uint32_t
  half_product(std::uint32_t x, const std::uint16_t* y) noexcept {
    const std::uint32_t x0 = x & mask_0, x1 = x & mask_1, x2 = x & mask_2;
    const std::uint32_t a = x0 * y[0] ^ x1 * y[2] ^ x2 * y[1];
    const std::uint32_t b = x0 * y[1] ^ x1 * y[0] ^ x2 * y[2];
    const std::uint32_t c = x0 * y[2] ^ x1 * y[1] ^ x2 * y[0];
    return (a & mask_0) | (b & mask_1) | (c & mask_2);
  }

  std::array<std::array<std::uint16_t, 9>, 9> parts_{};
};

}  // namespace e3::detail
