#include "e3/replay/ring_window.hpp"

#include "support/catch.hpp"
#include "support/window_oracle.hpp"

TEMPLATE_TEST_CASE("a ring window judges its edges", "", e3::RingWindow<128>, e3::RingWindow<1024>,
                   e3::RingWindow<8192>) {
  support::check_edges<TestType>();
}

TEMPLATE_TEST_CASE("a ring window agrees with a set for long random sequences", "", e3::RingWindow<128>,
                   e3::RingWindow<192>, e3::RingWindow<1024>, e3::RingWindow<8192>) {
  support::check_random_sequence<TestType>(support::Random{31}, 20'000);
}

TEMPLATE_TEST_CASE("a ring window reports exactly what is missing", "", e3::RingWindow<128>, e3::RingWindow<1024>,
                   e3::RingWindow<8192>) {
  support::check_gaps_are_exact<TestType>(32);
}

TEST_CASE("a ring window needs its width in bits, and 16 bytes more at most") {
  STATIC_REQUIRE(sizeof(e3::RingWindow<128>) <= 128 / 8 + 16);
  STATIC_REQUIRE(sizeof(e3::RingWindow<8192>) <= 8192 / 8 + 16);
}
