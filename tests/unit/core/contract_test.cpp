#include "e3/core/contract.hpp"

#include "support/catch.hpp"
#include "support/traps.hpp"

TEST_CASE("a broken expectation ends the program") {
  CHECK(support::traps([] { e3::expects(false); }));
  CHECK(support::traps([] { e3::trap(); }));
}

TEST_CASE("a met expectation lets the program go on") {
  CHECK_FALSE(support::traps([] { e3::expects(true); }));
  STATIC_REQUIRE((e3::expects(true), true));
}
