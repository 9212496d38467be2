#include "e3/replay/ceiling_store.hpp"

#include "e3/store/flash/ceiling_store.hpp"
#include "e3/testing/faulty_flash.hpp"
#include "support/catch.hpp"

namespace {

struct WithoutLease {
  e3::Result<e3::CeilingRecord> load() noexcept { return e3::CeilingRecord{}; }
  e3::Result<void> save(const e3::CeilingRecord&) noexcept { return {}; }
};

struct Throwing {
  e3::Result<e3::CeilingRecord> load(std::uint32_t) noexcept { return e3::CeilingRecord{}; }
  e3::Result<void> save(const e3::CeilingRecord&) { return {}; }
};

}  // namespace

TEST_CASE("a ceiling store loads for a lease, saves, and does not throw") {
  using Store = e3::FlashCeilingStore<e3::testing::FaultyFlash<128>>;
  STATIC_REQUIRE(e3::CeilingStore<Store>);
  STATIC_REQUIRE(e3::explain_ceiling_store<Store>());
  STATIC_REQUIRE_FALSE(e3::CeilingStore<WithoutLease>);
  STATIC_REQUIRE_FALSE(e3::CeilingStore<Throwing>);
}

TEST_CASE("ceiling records differ in each field") {
  const e3::CeilingRecord record{};
  e3::ReplayWindow<64> window;
  REQUIRE(window.accept(e3::Counter{0}).verdict == e3::Verdict::accepted);
  CHECK(record == e3::CeilingRecord{});
  CHECK_FALSE(record == e3::CeilingRecord{.epoch = e3::Epoch{1}});
  CHECK_FALSE(record == e3::CeilingRecord{.ceiling = e3::Counter{1}});
  CHECK_FALSE(record == e3::CeilingRecord{.exact = true});
  CHECK_FALSE(record == e3::CeilingRecord{.window = window});
}
