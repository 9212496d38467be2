#include "e3/replay/word_window.hpp"

#include "support/catch.hpp"
#include "support/window_oracle.hpp"

using e3::WordWindow;

TEST_CASE("the one-word window judges its edges") { support::check_edges<WordWindow>(); }

TEST_CASE("the one-word window agrees with a set for long random sequences") {
  support::check_random_sequence<WordWindow>(support::Random{21}, 20'000);
}

TEST_CASE("the one-word window reports exactly what is missing") { support::check_gaps_are_exact<WordWindow>(22); }

TEST_CASE("the one-word window needs 16 bytes at most") { STATIC_REQUIRE(sizeof(WordWindow) <= 16); }

TEST_CASE("the one-word window can be used by the compiler") {
  STATIC_REQUIRE([] {
    WordWindow window;
    return window.accept(e3::Counter{70}).verdict == e3::Verdict::accepted &&
           window.accept(e3::Counter{7}).verdict == e3::Verdict::accepted &&
           window.accept(e3::Counter{6}).verdict == e3::Verdict::too_old;
  }());
}
