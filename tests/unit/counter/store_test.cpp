#include "e3/counter/store.hpp"

#include "e3/store/file/counter_store.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "support/catch.hpp"
#include "support/scripted_store.hpp"

namespace {

struct WithoutMaxStride {
  e3::Result<e3::Epoch> epoch() noexcept { return e3::Epoch{}; }
  e3::Result<e3::Counter> reserve(const e3::KeyMark&, std::uint32_t) noexcept { return e3::Counter{}; }
  e3::Result<void> advance(const e3::KeyMark&) noexcept { return {}; }
};

struct WithoutAdvance {
  static constexpr std::uint32_t max_stride = 1;
  e3::Result<e3::Epoch> epoch() noexcept { return e3::Epoch{}; }
  e3::Result<e3::Counter> reserve(const e3::KeyMark&, std::uint32_t) noexcept { return e3::Counter{}; }
};

struct Throwing : WithoutAdvance {
  e3::Result<void> advance(const e3::KeyMark&) { return {}; }
};

}  // namespace

TEST_CASE("a counter store has a largest stride and three functions that do not throw") {
  STATIC_REQUIRE(e3::CounterStore<e3::FileCounterStore>);
  STATIC_REQUIRE(e3::CounterStore<e3::unsafe::VolatileCounterStore>);
  STATIC_REQUIRE(e3::CounterStore<support::ScriptedStore>);
  STATIC_REQUIRE(e3::explain_counter_store<support::ScriptedStore>());
  STATIC_REQUIRE_FALSE(e3::CounterStore<WithoutMaxStride>);
  STATIC_REQUIRE_FALSE(e3::CounterStore<WithoutAdvance>);
  STATIC_REQUIRE_FALSE(e3::CounterStore<Throwing>);
}
