#include "e3/counter/boot_salt.hpp"

#include <type_traits>

#include "support/catch.hpp"

TEST_CASE("a boot salt keeps the drawn number") { STATIC_REQUIRE(e3::BootSalt{0xDEAD'BEEF}.value() == 0xDEAD'BEEF); }

TEST_CASE("no salt is 0, and so is a drawn 0") {
  STATIC_REQUIRE(e3::BootSalt::none().value() == 0);
  STATIC_REQUIRE(e3::BootSalt{0}.value() == e3::BootSalt::none().value());
}

TEST_CASE("a boot salt is said by name") {
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<e3::BootSalt>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<unsigned, e3::BootSalt>);
}
