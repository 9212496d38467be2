#include "e3/keys/schedule.hpp"

#include <string>

#include "e3/backend/sodium.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/fake_aead.hpp"
#include "support/key_schedule_vectors.hpp"

namespace {

auto kdf() { return *e3::Sodium::Kdf::extract(e3::labels::extract_salt, support::counting<32>(0x40)); }

e3::DeviceId device(std::size_t size) { return *e3::DeviceId::from(support::counting_vector(size)); }

}  // namespace

TEST_CASE("traffic keys are those of the independent vectors, byte by byte") {
  const auto root = kdf();
  for (const auto& vector : support::traffic_vectors) {
    CAPTURE(+vector.suite, +vector.direction, vector.epoch, vector.id_size);
    const auto key = e3::derive_traffic_key<support::RecordingAead>(
        root,
        {e3::Suite{vector.suite}, e3::Direction{vector.direction}, e3::Epoch{vector.epoch}, device(vector.id_size)});
    REQUIRE(key);
    CHECK(key->aead.suite == e3::Suite{vector.suite});
    CHECK(support::hex(key->aead.key) == vector.key);
    CHECK(support::hex(key->base_nonce) == vector.base_nonce);
    CHECK(support::hex(key->commitment) == vector.commitment);
  }
}

TEST_CASE("a key that the AEAD refuses is an error") {
  const auto key = e3::derive_traffic_key<support::MissingAead>(
      kdf(), {e3::Suite::aes_256_gcm, e3::Direction::device_to_cloud, e3::Epoch{0}, device(8)});
  CHECK(key.error() == e3::Error::hardware_missing);
}
