#include "e3/replay/window.hpp"

#include <type_traits>

#include "support/catch.hpp"

TEST_CASE("a window of 64 is one word, and a wider one a ring") {
  STATIC_REQUIRE(std::is_same_v<e3::ReplayWindow<64>, e3::WordWindow>);
  STATIC_REQUIRE(std::is_same_v<e3::ReplayWindow<128>, e3::RingWindow<128>>);
  STATIC_REQUIRE(e3::ReplayWindow<64>::width == 64);
  STATIC_REQUIRE(e3::ReplayWindow<8192>::width == 8192);
}

TEST_CASE("a window is a plain value") {
  STATIC_REQUIRE(std::is_trivially_copyable_v<e3::ReplayWindow<64>>);
  STATIC_REQUIRE(std::is_trivially_copyable_v<e3::ReplayWindow<1024>>);
}
