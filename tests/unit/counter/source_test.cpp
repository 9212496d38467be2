#include "e3/counter/source.hpp"

#include "e3/counter/lease.hpp"
#include "support/catch.hpp"
#include "support/scripted_store.hpp"

namespace {

struct Copyable {
  e3::Result<e3::Epoch> epoch() noexcept { return e3::Epoch{}; }
  e3::Result<void> start(const e3::KeyMark&) noexcept { return {}; }
  e3::Result<e3::Counter> take(e3::Counter) noexcept { return e3::Counter{}; }
  e3::Counter next() noexcept { return {}; }
};

struct WithoutTake {
  WithoutTake(WithoutTake&&) = default;
  WithoutTake& operator=(WithoutTake&&) = default;
  e3::Result<e3::Epoch> epoch() noexcept { return e3::Epoch{}; }
  e3::Result<void> start(const e3::KeyMark&) noexcept { return {}; }
  e3::Counter next() noexcept { return {}; }
};

}  // namespace

TEST_CASE("a counter source has one owner and gives out counters") {
  STATIC_REQUIRE(e3::CounterSource<e3::CounterLease<support::ScriptedStore, 64>>);
  STATIC_REQUIRE(e3::explain_counter_source<e3::CounterLease<support::ScriptedStore, 64>>());
  STATIC_REQUIRE_FALSE(e3::CounterSource<Copyable>);
  STATIC_REQUIRE_FALSE(e3::CounterSource<WithoutTake>);
}
