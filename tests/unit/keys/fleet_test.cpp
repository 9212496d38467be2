#include "e3/keys/fleet.hpp"

#include <type_traits>

#include "e3/backend/sodium.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/key_schedule_vectors.hpp"

using Fleet = e3::FleetSecret<e3::Sodium::Kdf>;

TEST_CASE("a fleet secret gives the independent vectors' root for each device and generation") {
  const auto fleet = Fleet::from(support::counting<32>(0x80));
  REQUIRE(fleet);
  for (const auto& vector : support::fleet_vectors) {
    CAPTURE(vector.generation, vector.id_size);
    const auto device = *e3::DeviceId::from(support::counting_vector(vector.id_size));
    const auto root = fleet->device_root(device, e3::Generation{vector.generation});
    REQUIRE(root);
    CHECK(support::hex(root->bytes()) == vector.root);
  }
}

TEST_CASE("a fleet secret has one owner") {
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Fleet>);
  STATIC_REQUIRE(std::is_nothrow_move_constructible_v<Fleet>);
}

namespace {

struct BrokenKdf {
  static e3::Result<BrokenKdf> extract(e3::Bytes, e3::Bytes secret) noexcept {
    return secret[0] == 0 ? e3::Result<BrokenKdf>{e3::Error::backend_failed} : BrokenKdf{};
  }
  e3::Result<void> expand(e3::Bytes, e3::MutableBytes) const noexcept { return e3::Error::backend_failed; }
};

}  // namespace

TEST_CASE("what the backend fails is an error of the fleet secret") {
  CHECK(e3::FleetSecret<BrokenKdf>::from(support::counting<32>(0)).error() == e3::Error::backend_failed);
  const auto fleet = e3::FleetSecret<BrokenKdf>::from(support::counting<32>(1));
  REQUIRE(fleet);
  CHECK(fleet->device_root(e3::DeviceId{support::counting<8>()}, e3::Generation{0}).error() ==
        e3::Error::backend_failed);
}
