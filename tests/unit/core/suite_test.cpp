#include "e3/core/suite.hpp"

#include "support/catch.hpp"

TEST_CASE("a suite has its number on the wire and in the key schedule") {
  STATIC_REQUIRE(static_cast<int>(e3::Suite::aes_256_gcm) == 1);
  STATIC_REQUIRE(static_cast<int>(e3::Suite::chacha20_poly1305) == 2);
}

TEST_CASE("both suites have 256-bit keys, 96-bit nonces and 128-bit tags") {
  STATIC_REQUIRE(e3::key_size == 32);
  STATIC_REQUIRE(e3::nonce_size == 12);
  STATIC_REQUIRE(e3::tag_size == 16);
}
