#include "e3/keys/opening_key.hpp"

#include <type_traits>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/fake_aead.hpp"
#include "support/key_schedule_vectors.hpp"

namespace {

using Key = e3::OpeningKey<support::RecordingAead>;

template <e3::Side S>
void check_keys(e3::Direction direction) {
  const auto root = *e3::Root<S, e3::Sodium::Kdf>::from(support::counting<32>(0x40));
  for (const auto& vector : support::traffic_vectors) {
    if (vector.direction != static_cast<unsigned>(direction)) {
      continue;
    }
    CAPTURE(+vector.suite, vector.epoch, vector.id_size);
    const auto device = *e3::DeviceId::from(support::counting_vector(vector.id_size));
    auto key = Key::derive(root, e3::Suite{vector.suite}, device, e3::Epoch{vector.epoch});
    REQUIRE(key);
    CHECK(key->epoch() == e3::Epoch{vector.epoch});
    CHECK(support::hex(key->aead().key) == vector.key);
    CHECK(support::hex(key->base_nonce()) == vector.base_nonce);
    CHECK(support::hex(key->commitment()) == vector.commitment);
  }
}

}  // namespace

TEST_CASE("a cloud's opening key is the one that devices seal with") {
  check_keys<e3::Side::cloud>(e3::Direction::device_to_cloud);
}

TEST_CASE("a device's opening key is the one that its cloud seals with") {
  check_keys<e3::Side::device>(e3::Direction::cloud_to_device);
}

TEST_CASE("an opening key that the AEAD refuses is an error") {
  const auto root = *e3::Root<e3::Side::cloud, e3::Sodium::Kdf>::from(support::counting<32>());
  const auto key = e3::OpeningKey<support::MissingAead>::derive(root, e3::Suite::aes_256_gcm,
                                                                e3::DeviceId{support::counting<8>()}, e3::Epoch{0});
  CHECK(key.error() == e3::Error::hardware_missing);
}

TEST_CASE("an opening key moves and never copies") {
  STATIC_REQUIRE(std::is_nothrow_move_constructible_v<Key>);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Key>);
  STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<Key>);
}
