#include "e3/version.hpp"

#include <algorithm>
#include <string_view>

#include "support/catch.hpp"

TEST_CASE("the version is three numbers") {
  constexpr std::string_view version{e3::version};
  CHECK(std::count(version.begin(), version.end(), '.') == 2);
  CHECK(version.find_first_not_of("0123456789.") == std::string_view::npos);
  CHECK(version.front() != '.');
  CHECK(version.back() != '.');
  CHECK(version.find("..") == std::string_view::npos);
}
