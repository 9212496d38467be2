#include "e3/keys/root.hpp"

#include <array>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "e3/backend/sodium.hpp"
#include "e3/profile/profile.hpp"
#include "e3/wire/compact.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

namespace {

using Kdf = e3::Sodium::Kdf;
using DeviceRoot = e3::Root<e3::Side::device, Kdf>;
using CloudRoot = e3::Root<e3::Side::cloud, Kdf>;

struct BrokenKdf {
  static e3::Result<BrokenKdf> extract(e3::Bytes, e3::Bytes) noexcept { return e3::Error::backend_failed; }
};

template <class R>
std::array<std::uint8_t, 32> fingerprint(const R& root) {
  std::array<std::uint8_t, 32> out{};
  REQUIRE(root.kdf().expand({}, out));
  return out;
}

}  // namespace

TEST_CASE("a root is HKDF-Extract of its bytes with the format's salt") {
  const auto bytes = support::counting<32>();
  const auto root = DeviceRoot::from(bytes);
  REQUIRE(root);
  CHECK(fingerprint(*root) == fingerprint(DeviceRoot{*Kdf::extract(e3::labels::extract_salt, bytes)}));
}

TEST_CASE("both sides of a root hold the same key, and other bytes are another root") {
  const auto device = DeviceRoot::from(support::counting<32>());
  CHECK(fingerprint(*device) == fingerprint(*CloudRoot::from(support::counting<32>())));
  CHECK(fingerprint(*device) != fingerprint(*DeviceRoot::from(support::counting<32>(2))));
}

TEST_CASE("a root that the backend cannot take is an error") {
  const auto root = e3::Root<e3::Side::device, BrokenKdf>::from(support::counting<32>());
  CHECK(root.error() == e3::Error::backend_failed);
}

TEST_CASE("a root knows its side, has one owner and one size") {
  STATIC_REQUIRE(DeviceRoot::side == e3::Side::device);
  STATIC_REQUIRE(CloudRoot::side == e3::Side::cloud);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<DeviceRoot>);
  STATIC_REQUIRE(std::is_nothrow_move_constructible_v<DeviceRoot>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<DeviceRoot, CloudRoot>);
  STATIC_REQUIRE(e3::root_size == 32);
}

TEST_CASE("the short names of roots have the right side") {
  using Profile = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>>;
  STATIC_REQUIRE(std::is_same_v<e3::DeviceRoot<Profile>, DeviceRoot>);
  STATIC_REQUIRE(std::is_same_v<e3::CloudRoot<e3::Sodium>, CloudRoot>);
}
