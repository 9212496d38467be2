#include "e3/backend/portable/erase.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "machines.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/own_stack.hpp"

namespace {

struct State {
  std::array<std::uint32_t, 7> words;
};

template <std::size_t N>
bool erases() {
  std::array<std::uint32_t, N + 1> words;
  words.fill(0xA5A5A5A5);
  e3::detail::erase_words<N>(words.data());
  bool good = words[N] == 0xA5A5A5A5;
  for (std::size_t i = 0; i < N; ++i) {
    good = good && words[i] == 0;
  }
  return good;
}

}  // namespace

TEST_CASE("just the words asked for are erased, for any number") {
  CHECK(erases<1>());
  CHECK(erases<3>());
  CHECK(erases<4>());
  CHECK(erases<17>());
}

TEMPLATE_TEST_CASE_SIG("a state is erased", "", ((e3::Kernels K), K), e3::kernels_here, machines::narrow,
                       machines::wide_tiny) {
  State state{{1, 2, 3, 4, 5, 6, 7}};
  e3::detail::erase_state<K>(state);
  CHECK(state.words == std::array<std::uint32_t, 7>{});
}

#if E3_TEST_SEES_STACK
namespace {

const auto pattern = support::counting<32>(0x91);

[[gnu::noinline]] void leave_pattern() {
  std::array<std::uint8_t, 200> frame;
  asm volatile("" : : "r"(frame.data()) : "memory");
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    frame[i] = pattern[i];
  }
  asm volatile("" : : "r"(frame.data()) : "memory");
}

}  // namespace

TEST_CASE("burning the kernels' stack erases what they left there") {
  support::OwnStack stack;
  stack.run([] { leave_pattern(); });
  REQUIRE(support::contains(stack.bytes(), pattern));
  stack.run([] {
    leave_pattern();
    e3::detail::burn_kernel_stack<256>();
  });
  CHECK_FALSE(support::contains(stack.bytes(), e3::Bytes{pattern}.first(8)));
}

TEST_CASE("a microcontroller's form of it does too") {
  support::OwnStack stack;
  stack.run([] {
    leave_pattern();
    e3::detail::burn_words<64>();
  });
  CHECK_FALSE(support::contains(stack.bytes(), e3::Bytes{pattern}.first(8)));
}
#endif
