#include "e3/core/barrier.hpp"

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/own_stack.hpp"

TEST_CASE("the barrier works in a constant expression") {
  constexpr int value = [] {
    int cell = 0;
    ++cell;
    e3::keep_stores_before();
    return cell;
  }();
  STATIC_REQUIRE(value == 1);
}

#if E3_TEST_SEES_STACK
TEST_CASE("a store before the barrier reaches memory, though nothing reads it afterwards") {
  static const auto pattern = support::counting<32>(0xA1);
  support::OwnStack stack;
  stack.run([] {
    auto cells = pattern;
    asm volatile("" : : "r"(cells.data()) : "memory");
    cells.fill(0);
    e3::keep_stores_before();
  });
  CHECK_FALSE(support::contains(stack.bytes(), e3::Bytes{pattern}.first(8)));
}
#endif
