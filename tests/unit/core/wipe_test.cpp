#include "e3/core/wipe.hpp"

#include <array>
#include <cstdint>
#include <type_traits>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/own_stack.hpp"

TEST_CASE("wiping zeroes the span and nothing beside it") {
  auto buffer = support::counting<16>();
  e3::wipe(e3::MutableBytes{buffer}.subspan(4, 8));
  CHECK(support::all_zero(e3::Bytes{buffer}.subspan(4, 8)));
  CHECK(support::same(e3::Bytes{buffer}.first(4), support::counting<4>(1)));
  CHECK(support::same(e3::Bytes{buffer}.subspan(12), support::counting<4>(13)));
}

TEST_CASE("wiping works in a constant expression") {
  constexpr auto wiped = [] {
    auto buffer = support::counting<4>();
    e3::wipe(buffer);
    return buffer;
  }();
  STATIC_REQUIRE(wiped == std::array<std::uint8_t, 4>{});
}

TEST_CASE("wiping an object zeroes all of it") {
  struct State {
    std::uint64_t words[3];
    std::uint8_t tail;
  };
  State state{{1, 2, 3}, 4};
  e3::wipe_object(state);
  CHECK((state.words[0] | state.words[1] | state.words[2] | state.tail) == 0);
}

#if E3_TEST_SEES_STACK
TEST_CASE("the optimiser may not leave a wipe out") {
  static const auto pattern = support::counting<32>(0xA1);
  support::OwnStack stack;
  stack.run([] {
    auto secret = pattern;
    asm volatile("" : : "r"(secret.data()) : "memory");
    e3::wipe(secret);
  });
  CHECK_FALSE(support::contains(stack.bytes(), e3::Bytes{pattern}.first(8)));
}
#endif
