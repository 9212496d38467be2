#include "e3/backend/portable/ghash/block.hpp"

#include "support/catch.hpp"
#include "support/ghash_oracle.hpp"

using e3::detail::GhashBlock;

namespace {

constexpr GhashBlock one{0x80000000, 0, 0, 0};
constexpr GhashBlock x{0x40000000, 0, 0, 0};

}  // namespace

TEST_CASE("x times its inverse is one, and a quotient times x is the number") {
  CHECK(support::product_by_definition(e3::detail::divide_by_x(one), x) == one);
  CHECK(e3::detail::divide_by_x(x) == one);
  support::Random random{1};
  for (int i = 0; i < 100; ++i) {
    const GhashBlock number = support::random_block(random);
    CHECK(support::product_by_definition(e3::detail::divide_by_x(number), x) == number);
  }
}

TEST_CASE("a remainder is the high half, and x^128 times the low one") {
  // x^128 as the polynomial says: x^7 + x^2 + x + 1.
  constexpr GhashBlock x_128{0xE1000000, 0, 0, 0};
  support::Random random{2};
  for (int i = 0; i < 100; ++i) {
    const GhashBlock high = support::random_block(random);
    const GhashBlock low = support::random_block(random);
    GhashBlock expected = support::product_by_definition(low, x_128);
    for (std::size_t word = 0; word < 4; ++word) {
      expected[word] ^= high[word];
    }
    CHECK(e3::detail::reduce({low[3], low[2], low[1], low[0], high[3], high[2], high[1], high[0]}) == expected);
  }
}
