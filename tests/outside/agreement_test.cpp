#include <cstddef>
#include <string>
#include <tuple>

#include "backends/rows.hpp"
#include "outside/fetched.hpp"
#include "outside/judge.hpp"
#include "support/catch.hpp"

// One test for each backend and kind of case, so that a new row in backends/rows.hpp is all that a backend needs.

namespace {

using outside::corpus;

struct FullTag {
  static constexpr const char* fact = "seals and opens as every case with a whole tag says";
  static const auto& cases() { return corpus().full_tag; }
};

struct TruncatedTag {
  static constexpr const char* fact = "seals with a tag that begins as every case with a truncated tag says";
  static const auto& cases() { return corpus().truncated_tag; }
};

struct Hkdf {
  static constexpr const char* fact = "derives what every case of HKDF says";
  static const auto& cases() { return corpus().hkdf; }
};

struct Hmac {
  static constexpr const char* fact = "authenticates as every case of HMAC says";
  static const auto& cases() { return corpus().hmac; }
};

template <class Row, class Kind>
void agrees() {
  const auto& cases = Kind::cases();
  const auto verdicts = outside::judge_all<Row>(cases, corpus().sources.size());
  for (std::size_t i = 0; i < verdicts.wrong.size() && i < 10; ++i) {
    UNSCOPED_INFO(verdicts.wrong[i]);
  }
  CHECK(verdicts.wrong.empty());
  REQUIRE_FALSE(cases.empty());
  CHECK(verdicts.all_right() == cases.size());
}

template <class Row, class Kind>
void add_test() {
  void (*const test)() = &agrees<Row, Kind>;
  const std::string name = std::string{Row::name} + " " + Kind::fact;
  REGISTER_TEST_CASE(test, name);
}

template <class... Row>
bool add_tests(std::tuple<Row...>*) {
  (add_test<Row, FullTag>(), ...);
  (add_test<Row, TruncatedTag>(), ...);
  (add_test<Row, Hkdf>(), ...);
  (add_test<Row, Hmac>(), ...);
  return true;
}

[[maybe_unused]] const bool added = add_tests(static_cast<backends::Rows*>(nullptr));

}  // namespace
