#include "e3/core/counter.hpp"

#include "support/catch.hpp"

TEST_CASE("a counter is a number that only names itself") {
  STATIC_REQUIRE(e3::value(e3::Counter{7}) == 7);
  STATIC_REQUIRE(e3::value(e3::counter_end) == 0x1'0000'0000);
  STATIC_REQUIRE(e3::Counter{0xFFFF'FFFF} < e3::counter_end);
}
