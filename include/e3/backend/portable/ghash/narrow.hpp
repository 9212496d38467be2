#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>  // IWYU pragma: keep

#include "e3/backend/portable/ghash/block.hpp"
#include "e3/backend/portable/ghash/karatsuba.hpp"
#include "e3/backend/portable/kernels.hpp"

// Implementation notes
//
// An integer product is one without carries if carries have room: each of the three parts of a half word has every
// third bit, 6, 5 and 5 of them, and two zeros before each. At one place of a product of two parts at most 6 bits meet,
// a sum that stays in its three bits, of which only the lowest, the parity, is kept. A third level of Karatsuba, below
// the two on words, makes 27 products of half words: 243 multiplications.

namespace e3::detail {

/// GHASH for 32 x 32 to the low 32 bits in constant time.
template <Assembly A = Assembly::none>
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
  constexpr void multiply(GhashBlock& y) const noexcept {
    y = reduce(karatsuba(y, *this));
  }

  /// `x` times operand `i`: low word, high word.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::always_inline]]
#endif
  [[nodiscard]] constexpr std::array<std::uint32_t, 2>
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): Karatsuba alone calls it, with a number that it counts.
  product(std::uint32_t x, std::size_t i) const noexcept {
    const Parts& y = parts_[i];
    const std::uint32_t low = half_product<0>(x & 0xFFFF, y);
    const std::uint32_t high = half_product<6>(x >> 16, y);
    const std::uint32_t middle = half_product<3>((x ^ x >> 16) & 0xFFFF, y) ^ low ^ high;
    return {low ^ middle << 16, high ^ middle >> 16};
  }

 private:
  /// Of the low half, of the sum of both and of the high half of an operand three parts each.
  using Parts = std::array<std::uint16_t, 9>;

  static constexpr std::uint32_t mask_0 = 0x49249249;
  static constexpr std::uint32_t mask_1 = 0x92492492;
  static constexpr std::uint32_t mask_2 = 0x24924924;

  /// `x` times the half whose parts start at `y[First]`.
  template <std::size_t First>
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::always_inline]]
#endif
  static constexpr std::uint32_t half_product(std::uint32_t x, const Parts& y) noexcept {
// It takes seven low registers, which compilers have free only where they optimise, and GCC not where it does so for
// size.
#if defined(__thumb__) && defined(__OPTIMIZE__) && \
    (defined(__clang__) || (defined(__GNUC__) && !defined(__OPTIMIZE_SIZE__)))
    // A multiplication overwrites an operand: here always a part of the key, loaded anew, never a part of x.
    if (A == Assembly::thumb && !std::is_constant_evaluated()) {
      std::uint32_t x0;
      std::uint32_t x1;
      std::uint32_t sum;
      std::uint32_t next;
      std::uint32_t result;
      asm(".syntax unified\n\tmov %[x0], %[m0]\n\tands %[x0], %[x]\n\tmov %[x1], %[m1]\n\tands %[x1], %[x]\n\t"
          "mov %[next], %[m2]\n\tands %[x], %[next]\n\t"
          "ldrh %[result], [%[y], %[y0]]\n\tmuls %[result], %[x0]\n\t"
          "ldrh %[next], [%[y], %[y2]]\n\tmuls %[next], %[x1]\n\teors %[result], %[next]\n\t"
          "ldrh %[next], [%[y], %[y1]]\n\tmuls %[next], %[x]\n\teors %[result], %[next]\n\t"
          "mov %[next], %[m0]\n\tands %[result], %[next]\n\t"
          "ldrh %[sum], [%[y], %[y1]]\n\tmuls %[sum], %[x0]\n\t"
          "ldrh %[next], [%[y], %[y0]]\n\tmuls %[next], %[x1]\n\teors %[sum], %[next]\n\t"
          "ldrh %[next], [%[y], %[y2]]\n\tmuls %[next], %[x]\n\teors %[sum], %[next]\n\t"
          "mov %[next], %[m1]\n\tands %[sum], %[next]\n\torrs %[result], %[sum]\n\t"
          "ldrh %[sum], [%[y], %[y2]]\n\tmuls %[sum], %[x0]\n\t"
          "ldrh %[next], [%[y], %[y1]]\n\tmuls %[next], %[x1]\n\teors %[sum], %[next]\n\t"
          "ldrh %[next], [%[y], %[y0]]\n\tmuls %[next], %[x]\n\teors %[sum], %[next]\n\t"
          "mov %[next], %[m2]\n\tands %[sum], %[next]\n\torrs %[result], %[sum]"
          : [x] "+l"(x), [x0] "=&l"(x0), [x1] "=&l"(x1), [sum] "=&l"(sum), [next] "=&l"(next), [result] "=&l"(result)
          : [y] "l"(y.data()), [m0] "h"(mask_0), [m1] "h"(mask_1), [m2] "h"(mask_2), [y0] "i"(2 * First),
            [y1] "i"(2 * First + 2), [y2] "i"(2 * First + 4)
          : "cc", "memory");
      return result;
    }
#endif
    const std::uint32_t x0 = x & mask_0;
    const std::uint32_t x1 = x & mask_1;
    const std::uint32_t x2 = x & mask_2;
    const std::uint32_t y0 = y[First];
    const std::uint32_t y1 = y[First + 1];
    const std::uint32_t y2 = y[First + 2];
    const std::uint32_t a = x0 * y0 ^ x1 * y2 ^ x2 * y1;
    const std::uint32_t b = x0 * y1 ^ x1 * y0 ^ x2 * y2;
    const std::uint32_t c = x0 * y2 ^ x1 * y1 ^ x2 * y0;
    return (a & mask_0) | (b & mask_1) | (c & mask_2);
  }

  std::array<Parts, 9> parts_{};
};

}  // namespace e3::detail
