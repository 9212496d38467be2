#include "e3/replay/verdict.hpp"

#include "support/catch.hpp"

TEST_CASE("a verdict that nobody gave accepts nothing") {
  STATIC_REQUIRE(e3::Verdict{} == e3::Verdict::unknown);
  STATIC_REQUIRE(e3::Verdict{} != e3::Verdict::accepted);
}
