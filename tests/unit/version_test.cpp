#include "e3/version.hpp"

#include <algorithm>
#include <string_view>

#include "support/catch.hpp"

TEST_CASE("the version is three numbers") {
  constexpr std::string_view version{e3::version};
  STATIC_REQUIRE(std::count(version.begin(), version.end(), '.') == 2);
  STATIC_REQUIRE(version.find_first_not_of("0123456789.") == std::string_view::npos);
  STATIC_REQUIRE(version.front() != '.');
  STATIC_REQUIRE(version.back() != '.');
  STATIC_REQUIRE(version.find("..") == std::string_view::npos);
}
