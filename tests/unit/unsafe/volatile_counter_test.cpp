#include "e3/unsafe/volatile_counter.hpp"

#include <type_traits>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

using e3::Counter;
using e3::Epoch;
using e3::Error;
using e3::unsafe::VolatileCounterStore;

namespace {

constexpr e3::KeyMark mark{Epoch{2}, support::counting<8>()};

}  // namespace

TEST_CASE("a volatile counter store reserves block after block for its key") {
  VolatileCounterStore store{mark};
  CHECK(*store.epoch() == Epoch{2});
  CHECK(*store.reserve(mark, 64) == Counter{0});
  CHECK(*store.reserve(mark, 1) == Counter{64});
  CHECK(*store.reserve(mark, 64) == Counter{65});
  CHECK(store.reserve({Epoch{3}, mark.id}, 1).error() == Error::store_of_another_key);
  CHECK(store.reserve({Epoch{2}, support::counting<8>(2)}, 1).error() == Error::store_of_another_key);
}

TEST_CASE("a volatile counter store gives out no counter of 2^32 or more") {
  VolatileCounterStore store{mark, Counter{0xFFFF'FFF0}};
  CHECK(store.reserve(mark, 17).error() == Error::counter_exhausted);
  CHECK(*store.reserve(mark, 16) == Counter{0xFFFF'FFF0});
  CHECK(store.reserve(mark, 1).error() == Error::counter_exhausted);
}

TEST_CASE("a volatile counter store advances to later epochs only, and counts from 0 there") {
  VolatileCounterStore store{mark, Counter{100}};
  CHECK(store.advance({Epoch{2}, support::counting<8>(2)}).error() == Error::epoch_not_later);
  CHECK(store.advance({Epoch{1}, mark.id}).error() == Error::epoch_not_later);
  CHECK(*store.reserve(mark, 1) == Counter{100});
  const e3::KeyMark next{Epoch{3}, support::counting<8>(2)};
  CHECK(store.advance(next));
  CHECK(store.reserve(mark, 1).error() == Error::store_of_another_key);
  CHECK(*store.reserve(next, 1) == Counter{0});
}

TEST_CASE("a volatile counter store has one place") {
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<VolatileCounterStore>);
  STATIC_REQUIRE_FALSE(std::is_move_constructible_v<VolatileCounterStore>);
}
