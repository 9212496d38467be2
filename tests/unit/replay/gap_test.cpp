#include "e3/replay/gap.hpp"

#include "support/catch.hpp"
#include "support/traps.hpp"

using e3::Counter;
using e3::Gap;

TEST_CASE("a gap is empty unless it says otherwise") {
  STATIC_REQUIRE(Gap{}.count == 0);
  STATIC_REQUIRE_FALSE(Gap{}.late);
}

TEST_CASE("a gap may be a restart if it ends on a stride's boundary") {
  STATIC_REQUIRE(Gap{.first = Counter{10}, .count = 54}.may_be_restart(64));
  STATIC_REQUIRE_FALSE(Gap{.first = Counter{10}, .count = 53}.may_be_restart(64));
  STATIC_REQUIRE_FALSE(Gap{.first = Counter{10}, .count = 55}.may_be_restart(64));
  STATIC_REQUIRE(Gap{.first = Counter{10}, .count = 1}.may_be_restart(1));
  STATIC_REQUIRE(Gap{.first = Counter{0xFFFF'FF00}, .count = 0xC0}.may_be_restart(64));
}

TEST_CASE("a stride of 0 traps") {
  CHECK(support::traps([] { static_cast<void>(Gap{.first = Counter{64}, .count = 1}.may_be_restart(0)); }));
}

TEST_CASE("no gap is no restart") { STATIC_REQUIRE_FALSE(Gap{.first = Counter{64}, .count = 0}.may_be_restart(64)); }

TEST_CASE("gaps are equal if all they say is") {
  constexpr Gap gap{.first = Counter{1}, .count = 2, .late = false};
  STATIC_REQUIRE(gap == Gap{.first = Counter{1}, .count = 2});
  STATIC_REQUIRE_FALSE(gap == Gap{.first = Counter{2}, .count = 2});
  STATIC_REQUIRE_FALSE(gap == Gap{.first = Counter{1}, .count = 3});
  STATIC_REQUIRE_FALSE(gap == Gap{.first = Counter{1}, .count = 2, .late = true});
}
