#include "e3/core/address.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

using e3::Address;

TEST_CASE("a new address is empty") {
  STATIC_REQUIRE(Address{}.size() == 0);
  STATIC_REQUIRE(Address{}.bytes().empty());
}

TEST_CASE("an address keeps 0 to 16 bytes as they are") {
  constexpr auto source = support::counting<16>();
  for (std::size_t size = 0; size <= Address::max_size; ++size) {
    const auto address = Address::from(e3::Bytes{source}.first(size));
    REQUIRE(address);
    CHECK(address->size() == size);
    CHECK(support::same(address->bytes(), e3::Bytes{source}.first(size)));
  }
}

TEST_CASE("an address of 17 bytes is refused, at run time and by the compiler") {
  constexpr auto source = support::counting<17>();
  CHECK(Address::from(source).error() == e3::Error::address_size_invalid);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Address, std::array<std::uint8_t, 17>>);
  STATIC_REQUIRE(std::is_constructible_v<Address, std::array<std::uint8_t, 16>>);
}

TEST_CASE("an address becomes other bytes, and one that would be too long stays what it is") {
  constexpr auto source = support::counting<17>();
  Address address{support::counting<16>(9)};
  CHECK_FALSE(address.assign(source));
  CHECK(address == Address{support::counting<16>(9)});
  CHECK(address.assign(e3::Bytes{source}.first(3)));
  CHECK(address == Address{support::counting<3>()});
}

TEST_CASE("addresses are equal if size and bytes are") {
  const auto address = [](auto... bytes) {
    return Address{std::array<std::uint8_t, sizeof...(bytes)>{static_cast<std::uint8_t>(bytes)...}};
  };
  CHECK(address(1, 2) == address(1, 2));
  CHECK_FALSE(address(1, 2) == address(1, 3));
  // Only the size tells these apart: unused bytes are zero.
  CHECK_FALSE(address(1, 0) == address(1));
  CHECK_FALSE(address(0) == Address{});
}
