#include "e3/core/by_name.hpp"

#include "e3/core/bytes.hpp"
#include "support/catch.hpp"

namespace {

struct Parts {
  e3::ByName by_name = e3::ByName{};
  int first = 0;
  int second = 0;
};

template <class T>
concept TakesTwoByPosition = requires { T{1, 2}; };

template <class T>
concept TakesAnEmptyName = requires { T{{}, 1, 2}; };

}  // namespace

TEST_CASE("the members of an aggregate that starts with a name can only be given by name") {
  STATIC_REQUIRE_FALSE(TakesTwoByPosition<Parts>);
  STATIC_REQUIRE_FALSE(TakesAnEmptyName<Parts>);
  constexpr Parts parts{.first = 1, .second = 2};
  STATIC_REQUIRE(parts.first == 1);
  STATIC_REQUIRE(parts.second == 2);
}
