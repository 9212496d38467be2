#include "e3/testing/faulty_store.hpp"

#include <array>

#include "e3/store/flash/root_store.hpp"
#include "e3/testing/faulty_flash.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

using e3::Counter;
using e3::Epoch;
using e3::Error;
using e3::Verdict;
using e3::testing::StoreFault;
using Volatile = e3::unsafe::VolatileCounterStore;
using Counters = e3::testing::FaultyCounterStore<Volatile>;
using Authority = e3::testing::FaultyReplayAuthority<e3::unsafe::VolatileReplayStore<1>>;
using Flash = e3::testing::FaultyFlash<128>;
using Roots = e3::testing::FaultyRootStore<e3::FlashRootStore<Flash>>;

namespace {

const e3::KeyMark mark{Epoch{2}, support::counting<8>()};
const e3::KeyMark later{Epoch{3}, support::counting<8>(0x40)};

}  // namespace

TEST_CASE("faulty stores satisfy the concepts of the stores they wrap") {
  STATIC_REQUIRE(e3::CounterStore<Counters>);
  STATIC_REQUIRE(e3::ReplayAuthority<Authority>);
  STATIC_REQUIRE(e3::RootStore<Roots>);
  STATIC_REQUIRE(Counters::max_stride == Volatile::max_stride);
}

TEST_CASE("a faulty counter store without a fault is the store it wraps") {
  Volatile store{mark};
  Counters faulty{store};
  CHECK(*faulty.epoch() == Epoch{2});
  CHECK(*faulty.reserve(mark, 4) == Counter{0});
  CHECK(*faulty.reserve(mark, 4) == Counter{4});
  CHECK(faulty.reserve(later, 4).error() == Error::store_of_another_key);
  REQUIRE(faulty.advance(later));
  CHECK(*faulty.reserve(later, 4) == Counter{0});
  CHECK(faulty.steps() == 5);
}

TEST_CASE("a reservation that fails changes nothing, and one that is unsure takes the counters all the same") {
  Volatile store{mark};
  Counters faulty{store};
  faulty.fault_at(1, StoreFault::fail);
  CHECK(faulty.reserve(mark, 4).error() == Error::store_failed);
  faulty.fault_at(1, StoreFault::unsure);
  CHECK(faulty.reserve(mark, 4).error() == Error::store_failed);
  CHECK(*faulty.reserve(mark, 4) == Counter{4});
}

TEST_CASE("a restart takes back what a counter store lied about") {
  Volatile store{mark};
  Counters faulty{store};
  REQUIRE(faulty.reserve(mark, 4));
  faulty.fault_at(1, StoreFault::lie);
  CHECK(*faulty.reserve(mark, 4) == Counter{4});
  faulty.restart();
  CHECK(*faulty.reserve(mark, 4) == Counter{4});
}

TEST_CASE("the next honest step makes a lie durable") {
  Volatile store{mark};
  Counters faulty{store};
  faulty.fault_at(1, StoreFault::lie);
  CHECK(*faulty.reserve(mark, 4) == Counter{0});
  CHECK(*faulty.reserve(mark, 4) == Counter{4});
  faulty.restart();
  CHECK(*faulty.reserve(mark, 4) == Counter{8});
}

TEST_CASE("an advance that was a lie lasts until the restart, unless a later step makes it durable") {
  Volatile store{mark};
  Counters faulty{store};
  REQUIRE(faulty.reserve(mark, 4));
  faulty.fault_at(1, StoreFault::lie);
  REQUIRE(faulty.advance(later));
  CHECK(*faulty.epoch() == Epoch{3});
  CHECK(faulty.reserve(mark, 4).error() == Error::store_of_another_key);
  SECTION("restart") {
    faulty.restart();
    CHECK(*faulty.epoch() == Epoch{2});
    CHECK(*faulty.reserve(mark, 4) == Counter{4});
  }
  SECTION("a later step") {
    faulty.fault_at(1, StoreFault::lie);
    CHECK(*faulty.reserve(later, 4) == Counter{0});
    CHECK(*faulty.reserve(later, 4) == Counter{4});
    faulty.restart();
    CHECK(*faulty.epoch() == Epoch{3});
    CHECK(*faulty.reserve(later, 4) == Counter{8});
  }
}

TEST_CASE("an advance fails, is unsure, and cannot be lied about to an earlier epoch") {
  Volatile store{mark};
  Counters faulty{store};
  faulty.fault_at(1, StoreFault::fail);
  CHECK(faulty.advance(later).error() == Error::store_failed);
  CHECK(*faulty.epoch() == Epoch{2});
  faulty.fault_at(1, StoreFault::lie);
  CHECK(faulty.advance(mark).error() == Error::epoch_not_later);
  faulty.fault_at(1, StoreFault::unsure);
  CHECK(faulty.advance(later).error() == Error::store_failed);
  CHECK(*faulty.epoch() == Epoch{3});
}

TEST_CASE("a stopped counter store answers nothing until it restarts") {
  Volatile store{mark};
  Counters faulty{store};
  faulty.fault_at(2, StoreFault::stop);
  REQUIRE(faulty.reserve(mark, 4));
  CHECK(faulty.reserve(mark, 4).error() == Error::store_failed);
  CHECK(faulty.advance(later).error() == Error::store_failed);
  CHECK(faulty.epoch().error() == Error::store_failed);
  faulty.restart();
  CHECK(*faulty.reserve(mark, 4) == Counter{4});
}

TEST_CASE("a replay authority fails, is unsure, lies and stops") {
  e3::unsafe::VolatileReplayStore<1> store;
  Authority faulty{store};
  std::array<e3::Claim, 1> claims{};
  REQUIRE(store.enroll(claims[0].device, Epoch{}));
  faulty.fault_at(1, StoreFault::fail);
  CHECK(faulty.try_accept(claims).error() == Error::store_failed);
  faulty.fault_at(1, StoreFault::unsure);
  CHECK(faulty.try_accept(claims).error() == Error::store_failed);
  REQUIRE(faulty.try_accept(claims));
  CHECK(claims[0].verdict == Verdict::replayed);
  faulty.fault_at(1, StoreFault::lie);
  REQUIRE(faulty.try_accept(claims));
  CHECK(claims[0].verdict == Verdict::accepted);
  faulty.fault_at(1, StoreFault::stop);
  CHECK(faulty.try_accept(claims).error() == Error::store_failed);
  CHECK(faulty.try_accept(claims).error() == Error::store_failed);
  faulty.restart();
  CHECK(faulty.try_accept(claims).has_value());
}

TEST_CASE("a root store fails, is unsure, lies and stops") {
  Flash flash;
  auto store = *e3::FlashRootStore<Flash>::format(flash, support::counting<32>());
  Roots faulty{store};
  const auto next = support::counting<32>(0x60);
  for (const auto fault : {StoreFault::fail, StoreFault::stop}) {
    faulty.fault_at(1, fault);
    CHECK(faulty.save(Epoch{1}, next).error() == Error::store_failed);
    CHECK(store.load(Epoch{1}).error() == Error::epoch_closed);
  }
  CHECK(faulty.load(Epoch{}).error() == Error::store_failed);
  faulty.restart();
  faulty.fault_at(1, StoreFault::lie);
  CHECK(faulty.save(Epoch{1}, next).has_value());
  CHECK(faulty.load(Epoch{1}).error() == Error::epoch_closed);
  faulty.fault_at(1, StoreFault::unsure);
  CHECK(faulty.save(Epoch{1}, next).error() == Error::store_failed);
  CHECK(support::same(faulty.load(Epoch{1})->bytes(), next));
  CHECK(faulty.erase_before(Epoch{1}).has_value());
  CHECK(faulty.load(Epoch{}).error() == Error::epoch_closed);
}
