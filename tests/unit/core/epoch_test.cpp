#include "e3/core/epoch.hpp"

#include <type_traits>

#include "e3/core/counter.hpp"
#include "support/catch.hpp"

TEST_CASE("an epoch is a 32-bit number that only names itself") {
  STATIC_REQUIRE(e3::value(e3::Epoch{7}) == 7);
  STATIC_REQUIRE(e3::value(e3::last_epoch) == 0xFFFF'FFFF);
  STATIC_REQUIRE(e3::Epoch{1} < e3::last_epoch);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<e3::Epoch, unsigned>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<unsigned, e3::Epoch>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<e3::Epoch, e3::Counter>);
}
