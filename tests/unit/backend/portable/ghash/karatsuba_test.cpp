#include "e3/backend/portable/ghash/karatsuba.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "support/catch.hpp"
#include "support/ghash_oracle.hpp"

namespace {

using e3::detail::GhashBlock;

/// Multiplies words without carries, bit by bit.
struct BitwiseKernel {
  std::array<std::uint32_t, 9> operands;

  [[nodiscard]] constexpr std::array<std::uint32_t, 2> product(std::uint32_t word, std::size_t i) const noexcept {
    std::uint64_t sum = 0;
    for (unsigned bit = 0; bit < 32; ++bit) {
      sum ^= (word >> bit & 1U) * (std::uint64_t{operands[i]} << bit);
    }
    return {static_cast<std::uint32_t>(sum), static_cast<std::uint32_t>(sum >> 32)};
  }
};

/// All 16 products of words, where they belong.
std::array<std::uint32_t, 8> product_of_words(const GhashBlock& first, const GhashBlock& second) {
  std::array<std::uint32_t, 8> sum{};
  const BitwiseKernel kernel{{second[3], second[2], second[1], second[0]}};
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) {
      const auto part = kernel.product(first[3 - i], j);
      sum[i + j] ^= part[0];
      sum[i + j + 1] ^= part[1];
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("nine products of words make what sixteen make") {
  support::Random random{3};
  for (int i = 0; i < 100; ++i) {
    const GhashBlock first = support::random_block(random);
    const GhashBlock second = support::random_block(random);
    CHECK(e3::detail::karatsuba(first, BitwiseKernel{e3::detail::karatsuba_operands(second)}) ==
          product_of_words(first, second));
  }
}

TEST_CASE("each of the nine operands counts") {
  support::Random random{4};
  const GhashBlock first = support::random_block(random);
  const GhashBlock second = support::random_block(random);
  for (std::size_t i = 0; i < 9; ++i) {
    BitwiseKernel kernel{e3::detail::karatsuba_operands(second)};
    kernel.operands[i] ^= 1;
    CHECK(e3::detail::karatsuba(first, kernel) != product_of_words(first, second));
  }
}
