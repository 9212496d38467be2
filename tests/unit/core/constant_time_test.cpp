#include "e3/core/constant_time.hpp"

#include <cstddef>
#include <cstdint>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

TEST_CASE("equal bytes compare equal") {
  const auto first = support::counting<32>();
  const auto second = support::counting<32>();
  CHECK(e3::equal<32>(first, second));
  STATIC_REQUIRE(e3::equal<16>(support::counting<16>(), support::counting<16>()));
}

TEST_CASE("each single-bit difference makes bytes unequal") {
  const auto first = support::counting<32>();
  for (std::size_t bit = 0; bit < 8 * first.size(); ++bit) {
    auto second = first;
    second[bit / 8] = static_cast<std::uint8_t>(second[bit / 8] ^ (1U << (bit % 8)));
    CAPTURE(bit);
    REQUIRE_FALSE(e3::equal<32>(first, second));
    REQUIRE_FALSE(e3::equal<32>(second, first));
  }
}

TEST_CASE("differences in several bytes do not cancel out") {
  auto first = support::counting<32>();
  auto second = first;
  second[3] = static_cast<std::uint8_t>(second[3] ^ 0x55);
  second[9] = static_cast<std::uint8_t>(second[9] ^ 0x55);
  CHECK_FALSE(e3::equal<32>(first, second));
}

TEST_CASE("each bit of a difference makes it other than zero") {
  STATIC_REQUIRE(e3::is_zero(0));
  for (unsigned bit = 0; bit < 32; ++bit) {
    CAPTURE(bit);
    CHECK_FALSE(e3::is_zero(std::uint32_t{1} << bit));
  }
}
