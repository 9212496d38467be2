#include "e3/peers/one_peer.hpp"

#include <type_traits>

#include "support/catch.hpp"
#include "support/ends.hpp"

using e3::Address;
using e3::DeviceId;
using e3::Epoch;
using e3::Error;

namespace {

using A = e3::Sodium::ChaCha20Poly1305;
using Cloud = e3::OnePeer<A, support::CountingAuthority>;

constexpr e3::PeerHandle handle{0};
const DeviceId device{support::counting<8>(1)};
const Address alias{support::counting<2>(50)};

e3::Result<Cloud> make(support::CountingAuthority& authority, const Address& short_address = Address{},
                       std::uint32_t scope = 0) {
  return Cloud::make(authority,
                     {.device = device,
                      .suite = e3::Suite::chacha20_poly1305,
                      .scope = scope,
                      .alias = short_address,
                      .generation = e3::Generation{3}},
                     support::root_of<e3::Side::device>(), Epoch{5}, 2);
}

e3::Result<e3::PeerHandle> find(Cloud& cloud, const Address& address, const e3::Source& source = {},
                                e3::CodecId codec = e3::CodecId::compact) {
  e3::UnverifiedHeader header;
  header.codec = codec;
  header.address = address;
  return cloud.find(header, source);
}

}  // namespace

TEST_CASE("the one peer is found by its device ID and by its alias, within its scope") {
  support::CountingAuthority authority;
  auto cloud = make(authority, alias, 7);
  REQUIRE(cloud);
  CHECK(find(*cloud, device.address(), {.scope = 7}));
  CHECK(find(*cloud, alias, {.scope = 7}));
  CHECK(find(*cloud, device.address()).error() == Error::device_unknown);
  CHECK(find(*cloud, alias, {.scope = 8}).error() == Error::device_unknown);
  CHECK(find(*cloud, Address{support::counting<8>(2)}, {.scope = 7}).error() == Error::device_unknown);
}

TEST_CASE("a standard envelope finds the one peer by its device ID, never by the alias") {
  support::CountingAuthority authority;
  auto cloud = make(authority, alias);
  CHECK(find(*cloud, device.address(), {}, e3::CodecId::standard));
  CHECK(find(*cloud, alias, {}, e3::CodecId::standard).error() == Error::device_unknown);
}

TEST_CASE("an envelope without address finds the one peer by what the transport tells, and by nothing else") {
  support::CountingAuthority authority;
  auto cloud = make(authority);
  CHECK(find(*cloud, Address{}, {.address = device.address()}));
  CHECK(find(*cloud, Address{}).error() == Error::device_unknown);
  CHECK(find(*cloud, Address{support::counting<8>(2)}, {.address = device.address()}).error() == Error::device_unknown);
}

TEST_CASE("an alias of the device ID's size is refused") {
  support::CountingAuthority authority;
  CHECK(make(authority, Address{support::counting<8>(9)}).error() == Error::address_taken);
}

TEST_CASE("the one peer's key is what its root gives for the current epoch, and it has no other") {
  support::CountingAuthority authority;
  auto cloud = make(authority);
  A slot;
  const auto key = cloud->key(handle, Epoch{5}, slot);
  REQUIRE(key);
  const auto expected =
      e3::OpeningKey<A>::derive(support::root_of<e3::Side::device>(), e3::Suite::chacha20_poly1305, device, Epoch{5});
  CHECK(key->device == device);
  CHECK(key->suite == e3::Suite::chacha20_poly1305);
  CHECK(key->base_nonce == expected->base_nonce());
  CHECK(key->commitment == expected->commitment());
  CHECK(key->policy == e3::Commitment::absent);
  CHECK(key->generation == e3::Generation{3});
  CHECK(cloud->key(handle, Epoch{4}, slot).error() == Error::epoch_closed);
  CHECK(cloud->key(handle, Epoch{6}, slot).error() == Error::epoch_not_open);
  CHECK(cloud->key(handle, Epoch{7}, slot).error() == Error::epoch_not_open);
  CHECK(cloud->key(handle, Epoch{8}, slot).error() == Error::epoch_too_far);
}

TEST_CASE("the one peer's next key is derived only for a later epoch within reach") {
  support::CountingAuthority authority;
  auto cloud = make(authority);
  const auto root = support::root_of<e3::Side::device>();
  CHECK(cloud->next_key(handle, root, Epoch{6})->epoch() == Epoch{6});
  CHECK(cloud->next_key(handle, root, Epoch{7})->epoch() == Epoch{7});
  CHECK(cloud->next_key(handle, root, Epoch{8}).error() == Error::epoch_too_far);
  CHECK(cloud->next_key(handle, root, Epoch{5}).error() == Error::epoch_already_open);
  CHECK(cloud->next_key(handle, root, Epoch{4}).error() == Error::epoch_closed);
  CHECK(cloud->epoch() == Epoch{5});
}

TEST_CASE("an accepted move ends the one peer's old epoch, and a refused one changes nothing") {
  support::CountingAuthority authority;
  auto cloud = make(authority);
  REQUIRE(authority.enroll(device, Epoch{5}));
  authority.find(device)->generation = e3::Generation{3};
  cloud->failed(handle, Epoch{5});
  const auto next = [&] { return *cloud->next_key(handle, support::root_of<e3::Side::device>(), Epoch{6}); };
  e3::Claim claim{.device = device, .generation = e3::Generation{3}, .epoch = Epoch{6}};
  SECTION("the store fails") {
    authority.failing = true;
    CHECK(cloud->accept_next(handle, claim, next()).error() == Error::store_failed);
    CHECK(cloud->epoch() == Epoch{5});
    CHECK(cloud->failures() == 1);
  }
  SECTION("the authority does not know the device") {
    claim.device = DeviceId{support::counting<8>(2)};
    CHECK(cloud->accept_next(handle, claim, next()));
    CHECK(cloud->epoch() == Epoch{5});
  }
  SECTION("it is accepted") {
    CHECK(cloud->accept_next(handle, claim, next()));
    CHECK(claim.verdict == e3::Verdict::accepted);
    CHECK(cloud->epoch() == Epoch{6});
    CHECK(cloud->failures() == 0);
    CHECK_FALSE(authority.find(device)->previous_open);
    A slot;
    CHECK(cloud->key(handle, Epoch{5}, slot).error() == Error::epoch_closed);
  }
}

TEST_CASE("the one peer passes claims on and counts failures") {
  support::CountingAuthority authority;
  auto cloud = make(authority);
  REQUIRE(authority.enroll(device, Epoch{5}));
  authority.find(device)->generation = e3::Generation{3};
  cloud->failed(handle, Epoch{5});
  cloud->failed(handle, Epoch{5});
  CHECK(cloud->failures() == 2);
  e3::Claim claim{.device = device, .generation = e3::Generation{3}, .epoch = Epoch{5}};
  CHECK(cloud->accept({&claim, 1}));
  CHECK(claim.verdict == e3::Verdict::accepted);
}

TEST_CASE("a device opens from its one peer, follows it to the next epoch and refuses the old one") {
  support::CountingAuthority authority;
  using Profile = support::CompactChaCha;
  const auto root = support::root_of<e3::Side::device>();
  auto cloud = Cloud::make(authority, {.device = support::usual_device, .suite = Profile::suite}, root, Epoch{5});
  REQUIRE(cloud);
  REQUIRE(authority.enroll(support::usual_device, Epoch{5}));
  e3::Opener<A, Cloud, e3::Codecs::compact> opener{*cloud};
  support::Sender<Profile, e3::Side::cloud> now{{.epoch = Epoch{5}}};
  support::Sender<Profile, e3::Side::cloud> later{{.epoch = Epoch{6}}};
  const auto payload = support::counting<16>(3);
  std::array<std::uint8_t, 64> out{};

  const auto first = now.seal(payload);
  const auto opened = opener.open({.bytes = first}, out);
  REQUIRE(opened);
  CHECK(std::equal(opened->payload.begin(), opened->payload.end(), payload.begin(), payload.end()));
  CHECK(opener.open({.bytes = first}, out).error() == Error::replayed);

  auto forged = now.seal(payload);
  forged.back() = static_cast<std::uint8_t>(forged.back() ^ 1);
  CHECK(opener.open({.bytes = forged}, out).error() == Error::not_authentic);
  CHECK(cloud->failures() == 1);

  const auto next = later.seal(payload);
  CHECK(opener.open({.bytes = next}, out).error() == Error::epoch_not_open);
  CHECK(opener.open_next_epoch(root, {.bytes = next}, out));
  CHECK(opener.open({.bytes = now.seal(payload)}, out).error() == Error::epoch_closed);
}

TEST_CASE("the one peer moves and never copies") {
  STATIC_REQUIRE(std::is_nothrow_move_constructible_v<Cloud>);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Cloud>);
}
