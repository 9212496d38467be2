#include "e3/core/result.hpp"

#include <memory>
#include <type_traits>
#include <utility>

#include "support/catch.hpp"
#include "support/traps.hpp"

using e3::Error;
using e3::Result;

TEST_CASE("a good result holds its value") {
  constexpr Result<int> result{7};
  STATIC_REQUIRE(result);
  STATIC_REQUIRE(result.has_value());
  STATIC_REQUIRE(*result == 7);
}

TEST_CASE("a failed result holds its error") {
  constexpr Result<int> result{Error::replayed};
  STATIC_REQUIRE_FALSE(result);
  STATIC_REQUIRE_FALSE(result.has_value());
  STATIC_REQUIRE(result.error() == Error::replayed);
}

TEST_CASE("the value of a result can be changed, and reached by an arrow") {
  Result<std::pair<int, int>> result{std::pair{1, 2}};
  result->first = 5;
  CHECK(*result == std::pair{5, 2});
  CHECK(std::as_const(result)->second == 2);
}

TEST_CASE("a value that has one owner moves out of its result") {
  Result<std::unique_ptr<int>> result{std::make_unique<int>(3)};
  const std::unique_ptr<int> value = *std::move(result);
  CHECK(*value == 3);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Result<std::unique_ptr<int>>>);
}

TEST_CASE("reading the value of a failed result traps") {
  Result<int> failed{Error::replayed};
  CHECK(support::traps([&] { static_cast<void>(*failed); }));
  CHECK(support::traps([&] { static_cast<void>(*std::as_const(failed)); }));
  CHECK(support::traps([&] { static_cast<void>(*std::move(failed)); }));
  CHECK(support::traps([&] { static_cast<void>(failed.operator->()); }));
  CHECK(support::traps([&] { static_cast<void>(std::as_const(failed).operator->()); }));
}

TEST_CASE("reading the error of a good result traps") {
  CHECK(support::traps([] { static_cast<void>(Result<int>{7}.error()); }));
  CHECK(support::traps([] { static_cast<void>(Result<void>{}.error()); }));
}

TEST_CASE("a result without a value is success or an error") {
  STATIC_REQUIRE(Result<void>{});
  STATIC_REQUIRE(Result<void>{}.has_value());
  STATIC_REQUIRE_FALSE(Result<void>{Error::malformed});
  STATIC_REQUIRE(Result<void>{Error::malformed}.error() == Error::malformed);
}

TEST_CASE("a result never converts to a number or to bool in silence") {
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Result<int>, bool>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Result<void>, bool>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<Result<int>, int>);
}
