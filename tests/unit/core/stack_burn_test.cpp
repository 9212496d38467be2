#include "e3/core/stack_burn.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/own_stack.hpp"

#if E3_TEST_SEES_STACK
namespace {

const auto pattern = support::counting<32>(0x91);

/// Leaves the pattern `depth` bytes below its caller's frame.
template <std::size_t depth>
[[gnu::noinline]] void leave_pattern() {
  std::array<std::uint8_t, depth> frame;
  asm volatile("" : : "r"(frame.data()) : "memory");
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    frame[i] = pattern[i];
  }
  asm volatile("" : : "r"(frame.data()) : "memory");
}

}  // namespace

TEST_CASE("burning the stack erases what an earlier call left there") {
  support::OwnStack stack;
  SECTION("without it the call's locals stay") {
    stack.run([] { leave_pattern<1000>(); });
    CHECK(support::contains(stack.bytes(), pattern));
  }
  SECTION("with it they are gone") {
    stack.run([] {
      leave_pattern<1000>();
      e3::burn_stack<2048>();
    });
    CHECK_FALSE(support::contains(stack.bytes(), e3::Bytes{pattern}.first(8)));
  }
  SECTION("around a call they are gone, and its result is not") {
    int result = 0;
    stack.run([&] {
      result = e3::burn_stack_after<2048>([] {
        leave_pattern<1000>();
        return 7;
      });
    });
    CHECK(result == 7);
    CHECK_FALSE(support::contains(stack.bytes(), e3::Bytes{pattern}.first(8)));
  }
  SECTION("it reaches as far as it says and no further") {
    stack.run([] {
      leave_pattern<4000>();
      e3::burn_stack<1024>();
    });
    CHECK(support::contains(stack.bytes(), pattern));
  }
}

#if defined(__x86_64__)
TEST_CASE("burning the stack erases what an earlier call left in the vector registers") {
  struct alignas(16) Saved {
    std::array<std::uint8_t, 512> bytes;
  };
  Saved saved{};
  const auto key = support::counting<16>(0x91);
  const auto load = [&] { asm volatile("movdqu %0, %%xmm9" : : "m"(key) : "xmm9"); };
  const auto save = [&] { asm volatile("fxsave64 %0" : "=m"(saved)); };
  load();
  save();
  CHECK(support::contains(saved.bytes, key));
  load();
  e3::burn_stack<64>();
  save();
  CHECK_FALSE(support::contains(saved.bytes, e3::Bytes{key}.first(8)));
}
#endif
#else
TEST_CASE("burning the stack keeps the caller's locals") {
  const auto local = support::counting<32>();
  e3::burn_stack<2048>();
  CHECK(local == support::counting<32>());
  CHECK(e3::burn_stack_after<2048>([] { return 7; }) == 7);
}
#endif
