#include "e3/core/big_endian.hpp"

#include <array>
#include <bit>
#include <cstdint>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

using Four = std::array<std::uint8_t, 4>;

TEST_CASE("a number in big-endian order lies in memory with its highest byte first") {
  CHECK(std::bit_cast<Four>(e3::big_endian(0x0102'0384)) == Four{0x01, 0x02, 0x03, 0x84});
  STATIC_REQUIRE(e3::big_endian(e3::big_endian(0x0102'0384)) == 0x0102'0384);
}

TEST_CASE("a big-endian number of 0 to 4 bytes is read") {
  const auto bytes = support::counting<5>(0x81);
  CHECK(e3::load_big_endian(bytes.data(), 0) == 0);
  CHECK(e3::load_big_endian(bytes.data(), 1) == 0x81);
  CHECK(e3::load_big_endian(bytes.data(), 2) == 0x8182);
  CHECK(e3::load_big_endian(bytes.data(), 3) == 0x81'8283);
  CHECK(e3::load_big_endian(bytes.data(), 4) == 0x8182'8384);
  CHECK(e3::load_big_endian(bytes.data()) == 0x8182'8384);
}

TEST_CASE("a number is written as four big-endian bytes, and no byte more") {
  std::array<std::uint8_t, 5> bytes{0xEE, 0xEE, 0xEE, 0xEE, 0xEE};
  e3::store_big_endian(0x0102'0384, bytes.data());
  CHECK(bytes == std::array<std::uint8_t, 5>{0x01, 0x02, 0x03, 0x84, 0xEE});
}
