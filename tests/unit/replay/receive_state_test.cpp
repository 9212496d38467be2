#include "e3/replay/receive_state.hpp"

#include "support/catch.hpp"

using e3::Counter;
using e3::Epoch;
using e3::EpochMove;
using e3::Verdict;

namespace {

template <class State>
e3::Claim present(State& state, unsigned epoch, std::uint64_t counter, EpochMove move = EpochMove::stay) {
  e3::Claim claim{.epoch = Epoch{epoch}, .counter = Counter{counter}, .move = move};
  state.accept(claim);
  return claim;
}

template <class State>
Verdict verdict(State& state, unsigned epoch, std::uint64_t counter, EpochMove move = EpochMove::stay) {
  return present(state, epoch, counter, move).verdict;
}

}  // namespace

TEMPLATE_TEST_CASE("a claim of the current epoch is judged by its window, with the gap", "", e3::ReceiveState<64>,
                   e3::ReceiveState<128>) {
  TestType state{.epoch = Epoch{3}};
  CHECK(verdict(state, 3, 0) == Verdict::accepted);
  CHECK(verdict(state, 3, 0) == Verdict::replayed);
  CHECK(present(state, 3, 5).gap == e3::Gap{.first = Counter{1}, .count = 4});
  CHECK(present(state, 3, 2).gap.late);
  CHECK(verdict(state, 3, 1000) == Verdict::accepted);
  CHECK(verdict(state, 3, 3) == Verdict::too_old);
}

TEMPLATE_TEST_CASE("a later epoch is unknown unless the claim asks to move there", "", e3::ReceiveState<64>,
                   e3::ReceiveState<128>) {
  TestType state{.epoch = Epoch{3}};
  const TestType before = state;
  CHECK(verdict(state, 4, 0) == Verdict::unknown);
  CHECK(state == before);
  CHECK(verdict(state, 4, 0, EpochMove::keep_previous) == Verdict::accepted);
  CHECK(state.epoch == Epoch{4});
}

TEST_CASE("a move that keeps the previous epoch leaves its window as it was") {
  e3::ReceiveState<> state{.epoch = Epoch{3}};
  CHECK(verdict(state, 3, 7) == Verdict::accepted);
  CHECK(verdict(state, 5, 7, EpochMove::keep_previous) == Verdict::accepted);
  CHECK(state.previous_open);
  CHECK(state.previous == Epoch{3});
  CHECK(verdict(state, 3, 7) == Verdict::replayed);
  CHECK(verdict(state, 3, 6) == Verdict::accepted);
  CHECK(verdict(state, 5, 6) == Verdict::accepted);
  CHECK(verdict(state, 5, 7) == Verdict::replayed);
  CHECK(verdict(state, 4, 0) == Verdict::epoch_closed);
}

TEST_CASE("a move that closes the previous epoch closes it for good") {
  e3::ReceiveState<> state{.epoch = Epoch{3}};
  CHECK(verdict(state, 4, 0, EpochMove::close_previous) == Verdict::accepted);
  CHECK_FALSE(state.previous_open);
  CHECK(verdict(state, 3, 1) == Verdict::epoch_closed);
  CHECK(verdict(state, 3, 1, EpochMove::keep_previous) == Verdict::epoch_closed);
}

TEST_CASE("a second move leaves only the latest two epochs open") {
  e3::ReceiveState<> state;
  CHECK(verdict(state, 1, 0, EpochMove::keep_previous) == Verdict::accepted);
  CHECK(verdict(state, 2, 0, EpochMove::keep_previous) == Verdict::accepted);
  CHECK(verdict(state, 0, 0) == Verdict::epoch_closed);
  CHECK(verdict(state, 1, 1) == Verdict::accepted);
}

TEST_CASE("the grace period ends when the previous epoch is closed, and does not come back") {
  e3::ReceiveState<> state;
  CHECK(verdict(state, 1, 0, EpochMove::keep_previous) == Verdict::accepted);
  state.close_previous();
  CHECK(verdict(state, 0, 0) == Verdict::epoch_closed);
  CHECK(verdict(state, 0, 0, EpochMove::keep_previous) == Verdict::epoch_closed);
  CHECK(state.epoch == Epoch{1});
}

TEST_CASE("a move to an epoch that is current already is judged by its window") {
  e3::ReceiveState<> state{.epoch = Epoch{1}};
  CHECK(verdict(state, 1, 0) == Verdict::accepted);
  CHECK(verdict(state, 1, 0, EpochMove::close_previous) == Verdict::replayed);
  CHECK(verdict(state, 1, 1, EpochMove::close_previous) == Verdict::accepted);
}

TEST_CASE("a counter of 2^32 or more moves no epoch") {
  e3::ReceiveState<> state;
  CHECK(verdict(state, 0, 0) == Verdict::accepted);
  const auto before = state;
  CHECK(verdict(state, 1, 0x1'0000'0000, EpochMove::keep_previous) != Verdict::accepted);
  CHECK(state == before);
}

TEST_CASE("a claim under a root of another generation is unknown and changes nothing") {
  e3::ReceiveState<> state{.generation = e3::Generation{3}};
  const auto before = state;
  for (const unsigned generation : {2U, 4U}) {
    e3::Claim claim{.generation = e3::Generation{generation}, .move = EpochMove::keep_previous};
    state.accept(claim);
    CHECK(claim.verdict == Verdict::unknown);
    claim.epoch = Epoch{1};
    state.accept(claim);
    CHECK(claim.verdict == Verdict::unknown);
  }
  CHECK(state == before);
  e3::Claim claim{.generation = e3::Generation{3}};
  state.accept(claim);
  CHECK(claim.verdict == Verdict::accepted);
}

TEST_CASE("the gap before the first message of a new epoch counts from 0") {
  e3::ReceiveState<> state;
  CHECK(verdict(state, 0, 100) == Verdict::accepted);
  CHECK(present(state, 1, 2, EpochMove::keep_previous).gap == e3::Gap{.first = Counter{0}, .count = 2});
}
