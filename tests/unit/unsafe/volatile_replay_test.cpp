#include "e3/unsafe/volatile_replay.hpp"

#include <array>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

using e3::Counter;
using e3::DeviceId;
using e3::Epoch;
using e3::Verdict;

TEST_CASE("a volatile replay store judges each device by its own state, claims in order") {
  e3::unsafe::VolatileReplayStore<2> store;
  const DeviceId first{support::counting<8>(1)};
  const DeviceId second{support::counting<8>(2)};
  REQUIRE(store.enroll(first, Epoch{0}));
  REQUIRE(store.enroll(second, Epoch{4}));
  std::array<e3::Claim, 5> claims{};
  claims[0] = {.device = first, .counter = Counter{3}};
  claims[1] = {.device = second, .epoch = Epoch{4}, .counter = Counter{3}};
  claims[2] = {.device = first, .counter = Counter{3}};
  claims[3] = {.device = second, .epoch = Epoch{3}, .counter = Counter{9}};
  claims[4] = {.device = DeviceId{support::counting<8>(3)}, .verdict = Verdict::accepted};
  REQUIRE(store.try_accept(claims));
  CHECK(claims[0].verdict == Verdict::accepted);
  CHECK(claims[0].gap.count == 3);
  CHECK(claims[1].verdict == Verdict::accepted);
  CHECK(claims[2].verdict == Verdict::replayed);
  CHECK(claims[3].verdict == Verdict::epoch_closed);
  CHECK(claims[4].verdict == Verdict::unknown);
  CHECK(store.find(first)->window.newest() == Counter{3});
  CHECK(store.find(DeviceId{support::counting<8>(3)}) == nullptr);
}

TEST_CASE("a volatile replay store holds as many devices as it says") {
  e3::unsafe::VolatileReplayStore<1> store;
  REQUIRE(store.enroll(DeviceId{support::counting<8>(1)}, Epoch{0}));
  CHECK(store.enroll(DeviceId{support::counting<8>(2)}, Epoch{0}).error() == e3::Error::capacity_reached);
}
