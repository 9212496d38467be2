#include "e3/core/generation.hpp"

#include "support/catch.hpp"

TEST_CASE("a generation is a number that only names itself") {
  STATIC_REQUIRE(e3::value(e3::Generation{0xFFFF'FFFF}) == 0xFFFF'FFFF);
  STATIC_REQUIRE(e3::Generation{0} < e3::Generation{1});
}
