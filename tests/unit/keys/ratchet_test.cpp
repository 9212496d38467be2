#include "e3/keys/ratchet.hpp"

#include "e3/backend/sodium.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/key_schedule_vectors.hpp"

TEST_CASE("ratcheting a root gives the independent vectors' next root, on either side") {
  const auto device = *e3::Root<e3::Side::device, e3::Sodium::Kdf>::from(support::counting<32>(0x40));
  const auto cloud = *e3::Root<e3::Side::cloud, e3::Sodium::Kdf>::from(support::counting<32>(0x40));
  const auto next = e3::next_root(device);
  REQUIRE(next);
  CHECK(support::hex(next->bytes()) == support::ratcheted_once);
  CHECK(support::hex(e3::next_root(cloud)->bytes()) == support::ratcheted_once);

  const auto second = *e3::Root<e3::Side::device, e3::Sodium::Kdf>::from(next->bytes());
  CHECK(support::hex(e3::next_root(second)->bytes()) == support::ratcheted_twice);
}

namespace {

struct BrokenKdf {
  e3::Result<void> expand(e3::Bytes, e3::MutableBytes) const noexcept { return e3::Error::backend_failed; }
};

}  // namespace

TEST_CASE("a ratchet step that the backend fails gives no root") {
  const e3::Root<e3::Side::device, BrokenKdf> root{BrokenKdf{}};
  CHECK(e3::next_root(root).error() == e3::Error::backend_failed);
}
