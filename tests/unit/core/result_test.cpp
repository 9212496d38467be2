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

namespace {

/// Counts the values that exist, and starts if told to. Not trivially copyable.
struct Engine {
  explicit Engine(int& count) : alive{&count} { ++*alive; }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine() { --*alive; }
  Result<void> start(Error why) {
    started = why == Error::not_attempted;
    return started ? Result<void>{} : why;
  }
  int* alive;
  bool started = false;
};

}  // namespace

TEST_CASE("a result made only if its value starts holds the value that has started") {
  int alive = 0;
  const Result<Engine> result{e3::detail::MakeIf{}, [](Engine& engine) { return engine.start(Error::not_attempted); },
                              alive};
  CHECK(result->started);
  CHECK(alive == 1);
}

TEST_CASE("a result made only if its value starts destroys a value that does not, once, and holds the error") {
  int alive = 0;
  {
    const Result<Engine> result{e3::detail::MakeIf{}, [](Engine& engine) { return engine.start(Error::store_failed); },
                                alive};
    CHECK(alive == 0);
    REQUIRE_FALSE(result);
    CHECK(result.error() == Error::store_failed);
  }
  CHECK(alive == 0);
}

TEST_CASE("a result of a plain value can be made only if the value starts, too") {
  constexpr auto start = [](int& value) {
    value *= 2;
    return value < 10 ? Result<void>{} : Error::too_old;
  };
  STATIC_REQUIRE(*Result<int>{e3::detail::MakeIf{}, start, 3} == 6);
  STATIC_REQUIRE(Result<int>{e3::detail::MakeIf{}, start, 7}.error() == Error::too_old);
}

TEST_CASE("a value can be made where it stays in its result, and needs neither copy nor move") {
  struct Rooted {
    // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): a swap turns the test red.
    Rooted(int first_number, int second_number) : first{first_number}, second{second_number} {}
    Rooted(Rooted&&) = delete;
    int first;
    int second;
  };
  const Result<Rooted> result{std::in_place, 3, 4};
  CHECK(result->first == 3);
  CHECK(result->second == 4);
}

TEST_CASE("a result that is given an error loses its value and destroys it") {
  const auto shared = std::make_shared<int>(1);
  Result<std::shared_ptr<int>> result{shared};
  CHECK(shared.use_count() == 2);
  result = Error::fenced;
  CHECK(shared.use_count() == 1);
  CHECK(result.error() == Error::fenced);
  result = Error::replayed;
  CHECK(result.error() == Error::replayed);
  Result<int> number{7};
  number = Error::fenced;
  CHECK(number.error() == Error::fenced);
}

TEST_CASE("results are assigned to one another, whichever holds a value") {
  Result<std::shared_ptr<int>> good{std::make_shared<int>(5)};
  Result<std::shared_ptr<int>> failed{Error::fenced};
  failed = good;
  CHECK(**failed == 5);
  good = Result<std::shared_ptr<int>>{Error::replayed};
  CHECK(good.error() == Error::replayed);
  CHECK(**failed == 5);
}

TEST_CASE("a result of a plain value is plain, and one byte larger before alignment") {
  STATIC_REQUIRE(std::is_trivially_copyable_v<Result<int>>);
  STATIC_REQUIRE(sizeof(Result<unsigned char>) == 2);
  STATIC_REQUIRE(sizeof(Result<int>) == 2 * sizeof(int));
  STATIC_REQUIRE_FALSE(std::is_trivially_copyable_v<Result<std::shared_ptr<int>>>);
}

TEST_CASE("every error can be held") {
  for (unsigned i = 0; i < e3::error_count; ++i) {
    const auto error = static_cast<Error>(i);
    CHECK(Result<void>{error}.error() == error);
    CHECK(Result<int>{error}.error() == error);
  }
}
