#include "e3/keys/root_store.hpp"

#include "e3/store/flash/root_store.hpp"
#include "e3/testing/faulty_flash.hpp"
#include "support/catch.hpp"

namespace {

struct WithoutErase {
  e3::Result<e3::Secret<e3::root_size>> load(e3::Epoch) noexcept { return e3::Error::epoch_closed; }
  e3::Result<void> save(e3::Epoch, e3::FixedBytes<e3::root_size>) noexcept { return {}; }
};

struct Throwing : WithoutErase {
  e3::Result<void> erase_before(e3::Epoch) { return {}; }
};

struct Complete : WithoutErase {
  e3::Result<void> erase_before(e3::Epoch) noexcept { return {}; }
};

}  // namespace

TEST_CASE("a root store loads, saves and erases by epoch, and does not throw") {
  STATIC_REQUIRE(e3::RootStore<e3::FlashRootStore<e3::testing::FaultyFlash<128>>>);
  STATIC_REQUIRE(e3::RootStore<Complete>);
  STATIC_REQUIRE(e3::explain_root_store<Complete>());
  STATIC_REQUIRE_FALSE(e3::RootStore<WithoutErase>);
  STATIC_REQUIRE_FALSE(e3::RootStore<Throwing>);
}
