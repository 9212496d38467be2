#include "epochs.hpp"

#include "planted_state.hpp"
#include "support/catch.hpp"

using replay::EpochTally;
using replay::PlantedState;
using replay::StateBug;

namespace {

constexpr std::uint64_t million = 1'000'000;
constexpr std::uint64_t scale = E3_CAMPAIGN_SCALE;

/// As the campaign asks any state, with or without a bug.
template <std::size_t Width>
struct Honest : e3::ReceiveState<Width> {
  using Window = e3::ReplayWindow<Width>;
};

template <class State>
EpochTally judge(std::uint64_t decisions) {
  EpochTally tally;
  replay::judge_epoch_sequences<State>(3, tally);
  replay::judge_epoch_streams<State>(decisions, tally);
  return tally;
}

template <class State>
void judge_and_print(const char* name) {
  const auto tally = judge<State>(million * scale);
  tally.windows.print(name);
  std::printf("%-28s %11" PRIu64 " of unknown epochs %11" PRIu64 " of closed epochs\n", "", tally.unknown,
              tally.closed);
  CHECK(tally.windows.wrong == 0);
  for (const auto count :
       {tally.windows.accepted, tally.windows.replayed, tally.windows.too_old, tally.unknown, tally.closed}) {
    CHECK(count >= million / 20 * scale);
  }
}

template <StateBug Bug>
std::uint64_t least_wrong() {
  constexpr std::uint64_t decisions = million / 10;
  return std::min(judge<PlantedState<64, Bug>>(decisions).windows.wrong,
                  judge<PlantedState<1024, Bug>>(decisions).windows.wrong);
}

}  // namespace

TEST_CASE("2 million decisions over epochs are what sets of all accepted counters of each epoch say") {
  judge_and_print<Honest<64>>("epochs, windows of 64");
  judge_and_print<Honest<1024>>("epochs, windows of 1024");
}

TEST_CASE("the campaign finds nothing wrong with the state for planting that has no bug") {
  CHECK(judge<PlantedState<64, StateBug::none>>(million / 10).windows.wrong == 0);
  CHECK(judge<PlantedState<1024, StateBug::none>>(million / 10).windows.wrong == 0);
}

TEST_CASE("the campaign finds a move that resets the previous epoch's window") {
  CHECK(least_wrong<StateBug::previous_window_reset>() > 0);
}

TEST_CASE("the campaign finds a move that takes the old epoch's window along") {
  CHECK(least_wrong<StateBug::current_window_kept>() > 0);
}

TEST_CASE("the campaign finds a closed epoch that opens again") {
  CHECK(least_wrong<StateBug::closed_epoch_reopens>() > 0);
}

TEST_CASE("the campaign finds a grace period that never ends") { CHECK(least_wrong<StateBug::grace_never_ends>() > 0); }

TEST_CASE("the campaign finds a move that nobody asked for") { CHECK(least_wrong<StateBug::moves_unasked>() > 0); }

TEST_CASE("the campaign finds a move by a counter that nobody may use") {
  CHECK(least_wrong<StateBug::moves_by_bad_counter>() > 0);
}

TEST_CASE("the campaign finds a state that takes claims of another root") {
  CHECK(least_wrong<StateBug::generation_ignored>() > 0);
}

TEST_CASE("the campaign finds a move that leaves open what it should close") {
  CHECK(least_wrong<StateBug::closed_window_kept>() > 0);
}
