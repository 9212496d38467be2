#include "windows.hpp"

#include "e3/replay/window.hpp"
#include "planted_window.hpp"
#include "support/catch.hpp"

using replay::PlantedRing;
using replay::RingBug;
using replay::ShiftingWindow;
using replay::Tally;
using replay::WindowBug;

namespace {

constexpr std::uint64_t million = 1'000'000;
constexpr std::uint64_t scale = E3_CAMPAIGN_SCALE;

template <class Window>
Tally judge(std::uint64_t decisions) {
  Tally tally = replay::judge_short_sequences<Window>();
  tally += replay::judge_streams<Window>(decisions);
  return tally;
}

template <class Window>
Tally judge_and_print(const char* name) {
  const Tally tally = judge<Window>(5 * million * scale);
  tally.print(name);
  CHECK(tally.wrong == 0);
  return tally;
}

/// Decisions that were wrong at the width at which the bug showed least.
template <template <std::size_t> class Window>
std::uint64_t least_wrong() {
  constexpr std::uint64_t decisions = million / 5;
  return std::min({judge<Window<64>>(decisions).wrong, judge<Window<128>>(decisions).wrong,
                   judge<Window<1024>>(decisions).wrong, judge<Window<8192>>(decisions).wrong});
}

template <WindowBug Bug>
struct Shifting {
  template <std::size_t Width>
  using Window = ShiftingWindow<Width, Bug>;
};
template <WindowBug Bug>
std::uint64_t least_wrong() {
  return least_wrong<Shifting<Bug>::template Window>();
}

template <RingBug Bug>
struct Ring {
  template <std::size_t Width>
  using Window = PlantedRing<Width, Bug>;
};
template <RingBug Bug>
std::uint64_t least_wrong() {
  return least_wrong<Ring<Bug>::template Window>();
}

}  // namespace

TEST_CASE("20 million decisions of windows of 64, 128, 1024 and 8192 are what a set of all accepted counters says") {
  Tally all;
  all += judge_and_print<e3::ReplayWindow<64>>("window of 64");
  all += judge_and_print<e3::ReplayWindow<128>>("window of 128");
  all += judge_and_print<e3::ReplayWindow<1024>>("window of 1024");
  all += judge_and_print<e3::ReplayWindow<8192>>("window of 8192");
  all.print("all windows");
  CHECK(all.decisions() >= 20 * million * scale);
  CHECK(all.accepted >= million * scale);
  CHECK(all.replayed >= million * scale);
  CHECK(all.too_old >= million * scale);
}

TEST_CASE("the campaign finds nothing wrong with the windows for planting that have no bug") {
  CHECK(judge<ShiftingWindow<64, WindowBug::none>>(million / 5).wrong == 0);
  CHECK(judge<ShiftingWindow<8192, WindowBug::none>>(million / 5).wrong == 0);
  CHECK(judge<PlantedRing<64, RingBug::none>>(million / 5).wrong == 0);
  CHECK(judge<PlantedRing<8192, RingBug::none>>(million / 5).wrong == 0);
}

TEST_CASE("the campaign finds a window whose shift by its width or more wraps around") {
  CHECK(least_wrong<WindowBug::shift_wraps>() > 0);
}

TEST_CASE("the campaign finds a window whose shift by its width or more does nothing") {
  CHECK(least_wrong<WindowBug::shift_does_nothing>() > 0);
}

TEST_CASE("the campaign finds a window that does not mark the newest counter") {
  CHECK(least_wrong<WindowBug::newest_not_marked>() > 0);
}

TEST_CASE("the campaign finds a window that moves backwards") { CHECK(least_wrong<WindowBug::moves_backwards>() > 0); }

TEST_CASE("the campaign finds a window that is one counter too wide") {
  CHECK(least_wrong<WindowBug::one_too_wide>() > 0);
}

TEST_CASE("the campaign finds a window that is one counter too narrow") {
  CHECK(least_wrong<WindowBug::one_too_narrow>() > 0);
}

TEST_CASE("the campaign finds a window to which counter 0 means that nothing was accepted") {
  CHECK(least_wrong<WindowBug::zero_is_unset>() > 0);
}

TEST_CASE("the campaign finds a window that reads 32 bits of a counter") {
  CHECK(least_wrong<WindowBug::number_is_cut_off>() > 0);
}

TEST_CASE("the campaign finds a window that refuses the last counter") {
  CHECK(least_wrong<WindowBug::last_is_refused>() > 0);
}

TEST_CASE("the campaign finds a window that counts the message into its gap") {
  CHECK(least_wrong<WindowBug::wrong_gap>() > 0);
}

TEST_CASE("the campaign finds a ring without a spare word") { CHECK(least_wrong<RingBug::no_spare_word>() > 0); }

TEST_CASE("the campaign finds a ring that clears one word too few") {
  CHECK(least_wrong<RingBug::one_word_not_cleared>() > 0);
}

TEST_CASE("the campaign finds a ring that does not clear all of itself after a full turn") {
  CHECK(least_wrong<RingBug::full_turn_not_cleared>() > 0);
}
