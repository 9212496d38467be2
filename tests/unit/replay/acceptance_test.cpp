#include "e3/replay/acceptance.hpp"

#include "support/catch.hpp"

TEST_CASE("an acceptance accepts nothing by itself") {
  STATIC_REQUIRE(e3::Acceptance{}.verdict == e3::Verdict::unknown);
  STATIC_REQUIRE(e3::Acceptance{}.gap == e3::Gap{});
}
