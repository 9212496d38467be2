#include "e3/peers/peer.hpp"

#include "e3/keys/root.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/fake_aead.hpp"
#include "support/key_schedule_vectors.hpp"

namespace {

using Recording = support::RecordingAead;
using Key = e3::OpeningKey<Recording>;

const e3::PeerIdentity identity{.device = e3::DeviceId{support::counting<8>()},
                                .suite = e3::Suite::chacha20_poly1305,
                                .commitment = e3::Commitment::required,
                                .generation = e3::Generation{6}};

auto cloud_root() { return *e3::Root<e3::Side::cloud, e3::Sodium::Kdf>::from(support::counting<32>(0x40)); }

Key key_of(unsigned epoch) { return *Key::derive(cloud_root(), identity.suite, identity.device, e3::Epoch{epoch}); }

auto peer_in(unsigned epoch) { return *e3::Peer<Recording>::make(identity, cloud_root(), e3::Epoch{epoch}); }

}  // namespace

TEST_CASE("a peer gives the key of its current epoch with all an opener needs") {
  auto peer = peer_in(1);
  CHECK(peer.epoch() == e3::Epoch{1});
  CHECK_FALSE(peer.previous());
  const auto key = peer.key(e3::Epoch{1}, {});
  REQUIRE(key);
  auto expected = key_of(1);
  CHECK(key->aead->key == expected.aead().key);
  CHECK(key->base_nonce == expected.base_nonce());
  CHECK(key->commitment == expected.commitment());
  CHECK(key->device == identity.device);
  CHECK(key->suite == identity.suite);
  CHECK(key->policy == e3::Commitment::required);
  CHECK(key->generation == e3::Generation{6});
  CHECK(peer.identity().device == identity.device);
}

TEST_CASE("a peer refuses other epochs by their standing") {
  auto peer = peer_in(5);
  CHECK(peer.key(e3::Epoch{4}, {}).error() == e3::Error::epoch_closed);
  CHECK(peer.key(e3::Epoch{6}, {}).error() == e3::Error::epoch_not_open);
  CHECK(peer.key(e3::Epoch{13}, {}).error() == e3::Error::epoch_not_open);
  CHECK(peer.key(e3::Epoch{14}, {}).error() == e3::Error::epoch_too_far);
}

TEST_CASE("a peer that advances keeps the epoch that was current, if asked to") {
  auto peer = peer_in(1);
  peer.advance(key_of(4), true);
  CHECK(peer.epoch() == e3::Epoch{4});
  CHECK(peer.previous() == e3::Epoch{1});
  CHECK(peer.key(e3::Epoch{4}, {})->aead->key == key_of(4).aead().key);
  CHECK(peer.key(e3::Epoch{1}, {})->aead->key == key_of(1).aead().key);
  CHECK(peer.key(e3::Epoch{2}, {}).error() == e3::Error::epoch_closed);

  peer.close_previous();
  CHECK_FALSE(peer.previous());
  CHECK(peer.key(e3::Epoch{1}, {}).error() == e3::Error::epoch_closed);
}

TEST_CASE("a peer that advances without keeping closes every earlier epoch") {
  auto peer = peer_in(1);
  peer.advance(key_of(2), true);
  peer.advance(key_of(3), false);
  CHECK(peer.epoch() == e3::Epoch{3});
  CHECK_FALSE(peer.previous());
  CHECK(peer.key(e3::Epoch{2}, {}).error() == e3::Error::epoch_closed);
}

TEST_CASE("a previous epoch can be reopened after a restart") {
  auto peer = peer_in(2);
  peer.restore_previous(key_of(1));
  CHECK(peer.previous() == e3::Epoch{1});
  CHECK(peer.key(e3::Epoch{1}, {})->aead->key == key_of(1).aead().key);
}

TEST_CASE("failures are counted under the key they happened with") {
  auto peer = peer_in(1);
  peer.failed(e3::Epoch{1});
  CHECK(peer.failures() == 1);
  CHECK(peer.previous_failures() == 0);
  peer.advance(key_of(2), true);
  CHECK(peer.failures() == 0);
  CHECK(peer.previous_failures() == 1);
  peer.failed(e3::Epoch{1});
  peer.failed(e3::Epoch{2});
  CHECK(peer.failures() == 1);
  CHECK(peer.previous_failures() == 2);
  peer.close_previous();
  CHECK(peer.previous_failures() == 0);
}

TEST_CASE("a peer whose key the AEAD refuses is an error") {
  const auto peer = e3::Peer<support::MissingAead>::make(identity, cloud_root(), e3::Epoch{0});
  CHECK(peer.error() == e3::Error::hardware_missing);
}
