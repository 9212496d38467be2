#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/ghash/block.hpp"
#include "support/random.hpp"

namespace support {

/// The product in NIST SP 800-38D, algorithm 1, step by step; branches on both numbers.
[[nodiscard]] constexpr e3::detail::GhashBlock product_by_definition(const e3::detail::GhashBlock& x,
                                                                     e3::detail::GhashBlock v) noexcept {
  e3::detail::GhashBlock z{};
  for (unsigned i = 0; i < 128; ++i) {
    if ((x[i / 32] >> (31 - i % 32) & 1U) != 0) {
      for (std::size_t word = 0; word < 4; ++word) {
        z[word] ^= v[word];
      }
    }
    const bool carry = (v[3] & 1U) != 0;
    for (std::size_t word = 3; word > 0; --word) {
      v[word] = v[word] >> 1 | v[word - 1] << 31;
    }
    v[0] = v[0] >> 1 ^ (carry ? 0xE1000000U : 0U);
  }
  return z;
}

[[nodiscard]] constexpr e3::detail::GhashBlock random_block(Random& random) noexcept {
  return {static_cast<std::uint32_t>(random.next()), static_cast<std::uint32_t>(random.next()),
          static_cast<std::uint32_t>(random.next()), static_cast<std::uint32_t>(random.next())};
}

/// How many products a kernel gets wrong: of single bits, of all ones, where the most bits meet, and of `cases` random
/// numbers.
template <class Kernel>
[[nodiscard]] constexpr unsigned wrong_products(unsigned cases) noexcept {
  using e3::detail::GhashBlock;
  constexpr GhashBlock ones{0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF};
  unsigned wrong = 0;
  const auto judge = [&wrong](const GhashBlock& h, GhashBlock y) {
    Kernel kernel;
    kernel.set(h);
    const GhashBlock expected = product_by_definition(y, h);
    kernel.multiply(y);
    wrong += y == expected ? 0U : 1U;
  };
  Random random{77};
  judge(ones, ones);
  for (unsigned i = 0; i < cases; ++i) {
    GhashBlock bit{};
    bit[i / 32 % 4] = std::uint32_t{1} << i % 32;
    const GhashBlock first = random_block(random);
    const GhashBlock second = random_block(random);
    judge(first, second);
    judge(bit, first);
    judge(first, bit);
    judge(ones, first);
    judge(first, ones);
  }
  return wrong;
}

/// A kernel with a fault: where bits 30 and 31 of a word are set in both numbers, a carry was lost.
template <class Kernel>
struct FaultyGhash {
  Kernel right;
  e3::detail::GhashBlock h{};

  constexpr void set(const e3::detail::GhashBlock& key) noexcept {
    right.set(key);
    h = key;
  }
  constexpr void multiply(e3::detail::GhashBlock& y) const noexcept {
    const std::uint32_t both = y[1] & h[2] & 0xC0000000;
    right.multiply(y);
    y[2] ^= both == 0xC0000000 ? 0x10U : 0U;
  }
};

}  // namespace support
