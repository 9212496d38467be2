#include "e3/core/next_epoch.hpp"

#include "support/catch.hpp"

TEST_CASE("the next epoch is one higher") {
  STATIC_REQUIRE(*e3::next_epoch(e3::Epoch{0}) == e3::Epoch{1});
  STATIC_REQUIRE(*e3::next_epoch(e3::Epoch{0xFFFF'FFFE}) == e3::last_epoch);
}

TEST_CASE("nothing follows the last epoch") {
  STATIC_REQUIRE(e3::next_epoch(e3::last_epoch).error() == e3::Error::epoch_exhausted);
}
