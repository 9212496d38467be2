#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/ghash/block.hpp"

// Implementation notes
//
// Two levels of Karatsuba: 128 bits are 4 words, and 9 products of words replace 16. With a and b the halves of a
// number, (a x + b)(c x + d) needs a c, b d and (a + b)(c + d); less the first two, the third is a d + b c.

namespace e3::detail {

/// The operands of the nine products of one number: of low half, high half and their sum each the low word, the high
/// word and their sum.
constexpr std::array<std::uint32_t, 9> karatsuba_operands(const GhashBlock& n) noexcept {
  return {n[3], n[2], n[3] ^ n[2], n[1], n[0], n[1] ^ n[0], n[3] ^ n[1], n[2] ^ n[0], n[3] ^ n[2] ^ n[1] ^ n[0]};
}

/// The product of `x` and the number whose nine operands `kernel` holds, 256 bits, low word first.
/// `kernel.product(word, i)` is the product of a word and operand `i`, 64 bits as two words, low one first.
template <class Kernel>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
constexpr std::array<std::uint32_t, 8> karatsuba(const GhashBlock& x, const Kernel& kernel) noexcept {
  std::array<std::array<std::uint32_t, 4>, 3> halves;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::uint32_t low_word = i == 0 ? x[3] : i == 1 ? x[1] : x[3] ^ x[1];
    const std::uint32_t high_word = i == 0 ? x[2] : i == 1 ? x[0] : x[2] ^ x[0];
    const auto low = kernel.product(low_word, 3 * i);
    const auto high = kernel.product(high_word, 3 * i + 1);
    const auto sum = kernel.product(low_word ^ high_word, 3 * i + 2);
    const std::uint32_t middle = low[1] ^ high[0];
    halves[i] = {low[0], sum[0] ^ low[0] ^ middle, sum[1] ^ high[1] ^ middle, high[1]};
  }
  const auto& low = halves[0];
  const auto& high = halves[1];
  const auto& sum = halves[2];
  const std::uint32_t middle_0 = low[2] ^ high[0];
  const std::uint32_t middle_1 = low[3] ^ high[1];
  return {low[0],
          low[1],
          sum[0] ^ low[0] ^ middle_0,
          sum[1] ^ low[1] ^ middle_1,
          sum[2] ^ high[2] ^ middle_0,
          sum[3] ^ high[3] ^ middle_1,
          high[2],
          high[3]};
}

}  // namespace e3::detail
