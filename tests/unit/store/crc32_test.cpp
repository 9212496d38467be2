#include "e3/store/crc32.hpp"

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

TEST_CASE("the CRC has the check value of CRC-32/ISO-HDLC") {
  constexpr std::array<std::uint8_t, 9> digits{'1', '2', '3', '4', '5', '6', '7', '8', '9'};
  STATIC_REQUIRE(e3::crc32(digits) == 0xCBF4'3926);
  STATIC_REQUIRE(e3::crc32({}) == 0);
}

TEST_CASE("each single-bit flip changes the CRC") {
  auto bytes = support::counting<32>();
  const auto before = e3::crc32(bytes);
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ (1U << (bit % 8)));
    CHECK(e3::crc32(bytes) != before);
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ (1U << (bit % 8)));
  }
}
