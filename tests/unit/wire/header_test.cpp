#include "e3/wire/header.hpp"

#include <type_traits>

#include "e3/opened.hpp"
#include "support/catch.hpp"

TEST_CASE("this library reads and writes version 1") { STATIC_REQUIRE(e3::wire_version == 1); }

TEST_CASE("an unverified header is no header and does not become one") {
  STATIC_REQUIRE_FALSE(std::is_convertible_v<e3::UnverifiedHeader, e3::Header>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<e3::Header, e3::UnverifiedHeader>);
}

TEST_CASE("a header that says nothing has no address, salt, suite, nonce or commitment") {
  const e3::UnverifiedHeader header;
  CHECK(header.address.size() == 0);
  CHECK(header.boot_salt == 0);
  CHECK_FALSE(header.suite);
  CHECK_FALSE(header.nonce);
  CHECK_FALSE(header.commitment);
}
