#include "e3/core/nonce.hpp"

#include <cstdint>
#include <set>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

namespace {

constexpr e3::BaseNonce base{support::counting<12>(0x10)};

}  // namespace

TEST_CASE("with salt 0 and counter 0 the nonce is the base nonce") {
  STATIC_REQUIRE(e3::make_nonce(base, 0, e3::Counter{0}) == base);
}

TEST_CASE("salt and counter are XORed in big-endian, salt first") {
  constexpr e3::Nonce expected{0x10 ^ 0xA1, 0x11 ^ 0xA2, 0x12 ^ 0xA3, 0x13 ^ 0xA4, 0x14 ^ 0x01, 0x15 ^ 0x02,
                               0x16 ^ 0x03, 0x17 ^ 0x04, 0x18 ^ 0x05, 0x19 ^ 0x06, 0x1A ^ 0x07, 0x1B ^ 0x08};
  STATIC_REQUIRE(e3::make_nonce(base, 0xA1A2'A3A4, e3::Counter{0x0102'0304'0506'0708}) == expected);
  CHECK(e3::make_nonce(base, 0xA1A2'A3A4, e3::Counter{0x0102'0304'0506'0708}) == expected);
}

TEST_CASE("the boot salt can be read back from a nonce, whatever the counter is") {
  support::Random random{1};
  for (int i = 0; i < 1000; ++i) {
    const auto salt = static_cast<std::uint32_t>(random.next());
    REQUIRE(e3::boot_salt_of(base, e3::make_nonce(base, salt, e3::Counter{random.next()})) == salt);
  }
}

TEST_CASE("under one key no two pairs of salt and counter share a nonce") {
  std::set<e3::Nonce> nonces;
  for (std::uint32_t salt = 0; salt < 8; ++salt) {
    for (std::uint64_t counter = 0; counter < 600; ++counter) {
      REQUIRE(nonces.insert(e3::make_nonce(base, salt, e3::Counter{counter})).second);
    }
  }
}
