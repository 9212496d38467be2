#include "e3/counter/lease.hpp"

#include <set>
#include <type_traits>
#include <utility>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"
#include "support/scripted_store.hpp"
#include "support/traps.hpp"

using e3::Counter;
using e3::Error;
using Lease = e3::CounterLease<support::ScriptedStore, 4>;

namespace {

const e3::KeyMark mark{e3::Epoch{2}, support::counting<8>()};

}  // namespace

TEST_CASE("a lease gives out 0, 1, 2, ... and writes once per stride") {
  support::ScriptedStore store{.mark = mark};
  Lease lease{store};
  REQUIRE(lease.start(mark));
  CHECK(store.steps == 1);
  for (unsigned i = 0; i < 12; ++i) {
    CHECK(lease.next() == Counter{i});
    REQUIRE(*lease.take(e3::counter_end) == Counter{i});
    CHECK(store.bound > Counter{i});
    CHECK(store.steps == 1 + static_cast<int>(i / 4));
    CHECK(lease.left() == 3 - i % 4);
  }
}

TEST_CASE("a lease reads the epoch of its store and passes on its errors") {
  support::ScriptedStore store{.mark = mark};
  Lease lease{store};
  CHECK(*lease.epoch() == e3::Epoch{2});
  store.blank = true;
  CHECK(lease.epoch().error() == Error::store_blank);
}

TEST_CASE("a lease is refused on the store of another key, by ID or by epoch") {
  support::ScriptedStore store{.mark = mark};
  Lease lease{store};
  CHECK(lease.start({e3::Epoch{2}, support::counting<8>(2)}).error() == Error::store_of_another_key);
  CHECK(lease.start({e3::Epoch{3}, support::counting<8>()}).error() == Error::store_of_another_key);
  CHECK(store.bound == Counter{0});
}

TEST_CASE("a lease that is bound to a key is not bound to another, even if the store now belongs to that one") {
  support::ScriptedStore store{.mark = mark};
  Lease lease{store};
  REQUIRE(lease.start(mark));
  const e3::KeyMark later{e3::Epoch{3}, support::counting<8>(2)};
  REQUIRE(store.advance(later));
  CHECK(lease.start(later).error() == Error::store_of_another_key);
  CHECK(store.bound == Counter{0});
}

TEST_CASE("before it is started a lease has no counters") {
  support::ScriptedStore store{.mark = mark};
  Lease lease{store};
  CHECK(lease.left() == 0);
  CHECK(lease.take(e3::counter_end).error() == Error::store_of_another_key);
}

TEST_CASE("a restart skips the rest of the block and repeats nothing") {
  support::ScriptedStore store{.mark = mark};
  for (const unsigned first : {0U, 4U, 8U}) {
    Lease lease{store};
    REQUIRE(lease.start(mark));
    CHECK(*lease.take(e3::counter_end) == Counter{first});
    CHECK(*lease.take(e3::counter_end) == Counter{first + 1});
  }
}

TEST_CASE("a store that fails spends no counter, and the same call succeeds later") {
  for (int failing = 1; failing < 4; ++failing) {
    CAPTURE(failing);
    support::ScriptedStore store{.mark = mark, .failing_step = failing};
    Lease lease{store};
    REQUIRE(lease.start(mark));
    unsigned failures = 0;
    for (unsigned expected = 0; expected < 16;) {
      const auto counter = lease.take(e3::counter_end);
      if (counter) {
        REQUIRE(*counter == Counter{expected++});
      } else {
        REQUIRE(counter.error() == Error::store_failed);
        ++failures;
      }
    }
    CHECK(failures == 1);
  }
}

TEST_CASE("a lease whose start failed gives out nothing that is not durable") {
  support::ScriptedStore store{.mark = mark, .failing_step = 0};
  Lease lease{store};
  CHECK(lease.start(mark).error() == Error::store_failed);
  CHECK(lease.left() == 0);
  CHECK(*lease.take(e3::counter_end) == Counter{0});
  CHECK(store.bound == Counter{4});
}

TEST_CASE("a lease stops at the limit, and neither spends a counter nor writes there") {
  support::ScriptedStore store{.mark = mark};
  Lease lease{store};
  REQUIRE(lease.start(mark));
  CHECK(lease.take(Counter{0}).error() == Error::counter_exhausted);
  for (unsigned i = 0; i < 4; ++i) {
    CHECK(*lease.take(Counter{4}) == Counter{i});
  }
  CHECK(lease.take(Counter{4}).error() == Error::counter_exhausted);
  CHECK(store.steps == 1);
  CHECK(*lease.take(Counter{5}) == Counter{4});
  CHECK(lease.take(Counter{5}).error() == Error::counter_exhausted);
}

TEST_CASE("a block that starts at or above the limit gives out nothing below it") {
  support::ScriptedStore store{.mark = mark, .bound = Counter{100}};
  Lease lease{store};
  REQUIRE(lease.start(mark));
  CHECK(lease.take(Counter{100}).error() == Error::counter_exhausted);
  CHECK(*lease.take(Counter{101}) == Counter{100});
}

TEST_CASE("the last counter is 2^32 - 1") {
  support::ScriptedStore store{.mark = mark, .bound = Counter{0xFFFF'FFFC}};
  Lease lease{store};
  REQUIRE(lease.start(mark));
  for (std::uint64_t i = 0xFFFF'FFFC; i <= 0xFFFF'FFFF; ++i) {
    CHECK(*lease.take(e3::counter_end) == Counter{i});
  }
  CHECK(lease.take(e3::counter_end).error() == Error::counter_exhausted);
}

TEST_CASE("a last block that would pass 2^32 is refused") {
  support::ScriptedStore store{.mark = mark, .bound = Counter{0xFFFF'FFFD}};
  Lease lease{store};
  CHECK(lease.start(mark).error() == Error::counter_exhausted);
}

TEST_CASE("whatever fails and restarts, no counter is given out twice") {
  support::Random random{7};
  support::ScriptedStore store{.mark = mark};
  std::set<Counter> taken;
  for (int boot = 0; boot < 200; ++boot) {
    Lease lease{store};
    store.failing_step = store.steps + static_cast<int>(random.below(3));
    static_cast<void>(lease.start(mark).has_value());
    for (auto calls = random.below(20); calls > 0; --calls) {
      if (const auto counter = lease.take(e3::counter_end)) {
        REQUIRE(taken.insert(*counter).second);
        REQUIRE(*counter < store.bound);
      }
    }
  }
  CHECK(taken.size() > 1000);
}

TEST_CASE("two leases on one store never share a counter") {
  support::ScriptedStore store{.mark = mark};
  Lease first{store};
  Lease second{store};
  REQUIRE(first.start(mark));
  REQUIRE(second.start(mark));
  std::set<Counter> taken;
  for (int i = 0; i < 50; ++i) {
    REQUIRE(taken.insert(*first.take(e3::counter_end)).second);
    REQUIRE(taken.insert(*second.take(e3::counter_end)).second);
  }
}

TEST_CASE("a moved lease goes on where it was, and the one it came from gives out nothing") {
  support::ScriptedStore store{.mark = mark};
  Lease first{store};
  REQUIRE(first.start(mark));
  REQUIRE(*first.take(e3::counter_end) == Counter{0});

  Lease second{std::move(first)};
  CHECK(*second.take(e3::counter_end) == Counter{1});
  CHECK(first.left() == 0);
  CHECK(support::traps([&] { static_cast<void>(first.take(e3::counter_end)); }));
  CHECK(support::traps([&] { static_cast<void>(first.take(Counter{0})); }));
  CHECK(support::traps([&] { static_cast<void>(first.epoch()); }));
  CHECK(support::traps([&] { static_cast<void>(first.start(mark)); }));

  support::ScriptedStore other;
  Lease third{other};
  third = std::move(second);
  CHECK(*third.take(e3::counter_end) == Counter{2});
  CHECK(second.left() == 0);
  CHECK(support::traps([&] { static_cast<void>(second.take(e3::counter_end)); }));

  Lease& same = third;
  third = std::move(same);
  CHECK(*third.take(e3::counter_end) == Counter{3});
}

TEST_CASE("a lease has one owner and tells its stride") {
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Lease>);
  STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<Lease>);
  STATIC_REQUIRE(Lease::stride == 4);
}

namespace {

/// A scripted store that also tells its bound, so that a lease can resume on it.
struct BoundStore : support::ScriptedStore {
  e3::Result<Counter> bound(const e3::KeyMark& wanted) noexcept {
    if (wanted != mark) {
      return Error::store_of_another_key;
    }
    return support::ScriptedStore::bound;
  }
};
using Resuming = e3::CounterLease<BoundStore, 4>;

}  // namespace

TEST_CASE("a refill keeps the write out of the take that needs the next block") {
  support::ScriptedStore store{.mark = mark};
  Lease lease{store};
  REQUIRE(lease.start(mark));
  REQUIRE(*lease.take(e3::counter_end) == Counter{0});
  REQUIRE(lease.refill());
  REQUIRE(lease.refill());
  CHECK(store.steps == 2);
  CHECK(lease.left() == 7);
  for (unsigned i = 1; i < 8; ++i) {
    CHECK(lease.next() == Counter{i});
    REQUIRE(*lease.take(e3::counter_end) == Counter{i});
  }
  CHECK(store.steps == 2);
  REQUIRE(*lease.take(e3::counter_end) == Counter{8});
  CHECK(store.steps == 3);
}

TEST_CASE("a refill that the store fails loses nothing and can be made again") {
  support::ScriptedStore store{.mark = mark, .failing_step = 1};
  Lease lease{store};
  REQUIRE(lease.start(mark));
  REQUIRE(*lease.take(e3::counter_end) == Counter{0});
  CHECK(lease.refill().error() == Error::store_failed);
  CHECK(lease.left() == 3);
  REQUIRE(lease.refill());
  for (unsigned i = 1; i < 8; ++i) {
    REQUIRE(*lease.take(e3::counter_end) == Counter{i});
  }
}

TEST_CASE("a block reserved ahead that does not follow at once is taken after the rest of the first") {
  support::ScriptedStore store{.mark = mark};
  Lease lease{store};
  REQUIRE(lease.start(mark));
  REQUIRE(*lease.take(e3::counter_end) == Counter{0});
  REQUIRE(store.reserve(mark, 10));
  REQUIRE(lease.refill());
  for (const unsigned expected : {1U, 2U, 3U, 14U, 15U}) {
    CHECK(lease.next() == Counter{expected});
    REQUIRE(*lease.take(e3::counter_end) == Counter{expected});
  }
}

TEST_CASE("a retained lease goes on where it stopped, once, without a write") {
  BoundStore store{{.mark = mark}};
  e3::Retained retained;
  {
    Resuming lease{store};
    REQUIRE(lease.start(mark));
    REQUIRE(*lease.take(e3::counter_end) == Counter{0});
    lease.retain(retained, 77);
    CHECK(support::traps([&] { static_cast<void>(lease.take(e3::counter_end)); }));
    CHECK(support::traps([&] { static_cast<void>(lease.retain(retained, 0)); }));
  }
  CHECK(retained.boot_salt() == 77);
  Resuming lease{store, retained};
  REQUIRE(lease.start(mark));
  CHECK(store.steps == 1);
  CHECK(lease.left() == 3);
  CHECK(*lease.take(e3::counter_end) == Counter{1});

  Resuming again{store, retained};
  REQUIRE(again.start(mark));
  CHECK(*again.take(e3::counter_end) == Counter{4});
}

TEST_CASE("a block that was reserved ahead is retained with the rest of the one before") {
  BoundStore store{{.mark = mark}};
  e3::Retained retained;
  Resuming before{store};
  REQUIRE(before.start(mark));
  const unsigned taken = GENERATE(1U, 4U);
  for (unsigned i = 0; i < taken; ++i) {
    REQUIRE(before.take(e3::counter_end));
  }
  REQUIRE(before.refill());
  before.retain(retained, 0);
  Resuming after{store, retained};
  REQUIRE(after.start(mark));
  CHECK(after.left() == 8 - taken);
  for (unsigned i = taken; i < 8; ++i) {
    CHECK(*after.take(e3::counter_end) == Counter{i});
  }
  CHECK(store.steps == 2);
}

TEST_CASE("a device that refills before each sleep never holds more than two blocks") {
  BoundStore store{{.mark = mark}};
  e3::Retained retained;
  for (unsigned i = 0; i < 20; ++i) {
    Resuming lease{store, retained};
    REQUIRE(lease.start(mark));
    REQUIRE(*lease.take(e3::counter_end) == Counter{i});
    REQUIRE(lease.refill());
    CHECK(lease.left() >= 4);
    CHECK(lease.left() <= 8);
    lease.retain(retained, 0);
  }
  CHECK(store.steps <= 1 + 1 + 20 / 4);
}

TEST_CASE("a retained block is not resumed once the store moved on, or for another key, or if nothing was retained") {
  BoundStore store{{.mark = mark}};
  e3::Retained retained;
  Resuming before{store};
  REQUIRE(before.start(mark));
  SECTION("moved on") {
    before.retain(retained, 0);
    REQUIRE(store.reserve(mark, 4));
    Resuming after{store, retained};
    REQUIRE(after.start(mark));
    CHECK(*after.take(e3::counter_end) == Counter{8});
  }
  SECTION("a gap before the block ahead") {
    REQUIRE(before.take(e3::counter_end));
    REQUIRE(store.reserve(mark, 4));
    REQUIRE(before.refill());
    before.retain(retained, 0);
    Resuming after{store, retained};
    REQUIRE(after.start(mark));
    CHECK(*after.take(e3::counter_end) == Counter{12});
  }
  SECTION("another key") {
    before.retain(retained, 0);
    const e3::KeyMark later{e3::Epoch{3}, mark.id};
    REQUIRE(store.advance(later));
    Resuming after{store, retained};
    REQUIRE(after.start(later));
    CHECK(*after.take(e3::counter_end) == Counter{0});
    CHECK_FALSE(retained.valid_for(mark));
  }
  SECTION("nothing retained") {
    Resuming after{store, retained};
    REQUIRE(after.start(mark));
    CHECK(*after.take(e3::counter_end) == Counter{4});
  }
}

TEST_CASE("what was retained is used up even by a start that the store fails") {
  BoundStore store{{.mark = mark}};
  e3::Retained retained;
  Resuming before{store};
  REQUIRE(before.start(mark));
  before.retain(retained, 0);
  REQUIRE(store.reserve(mark, 4));
  store.failing_step = store.steps;
  Resuming after{store, retained};
  CHECK(after.start(mark).error() == Error::store_failed);
  CHECK_FALSE(retained.valid_for(mark));
}

TEST_CASE("a store that does not tell its bound gives a new block instead of the retained one") {
  support::ScriptedStore store{.mark = mark};
  e3::Retained retained;
  Lease before{store};
  REQUIRE(before.start(mark));
  before.retain(retained, 0);
  Lease after{store, retained};
  REQUIRE(after.start(mark));
  CHECK(*after.take(e3::counter_end) == Counter{4});
}
