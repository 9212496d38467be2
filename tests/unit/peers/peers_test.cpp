#include "e3/peers/peers.hpp"

#include "support/catch.hpp"
#include "support/ends.hpp"

namespace {

using A = e3::AnyAead<e3::Sodium>;

struct WithoutFind {
  e3::Result<e3::PeerKey<A>> key(e3::PeerHandle, e3::Epoch, A&) noexcept { return e3::Error::device_unknown; }
  void failed(e3::PeerHandle, e3::Epoch) noexcept {}
  e3::Result<void> accept(std::span<e3::Claim>) noexcept { return {}; }
};

struct Throwing : WithoutFind {
  e3::Result<e3::PeerHandle> find(const e3::UnverifiedHeader&, const e3::Source&) { return e3::PeerHandle{}; }
};

struct Whole : WithoutFind {
  e3::Result<e3::PeerHandle> find(const e3::UnverifiedHeader&, const e3::Source&) noexcept { return e3::PeerHandle{}; }
};

struct WithViews {
  e3::Result<e3::PeerHandle> find(const e3::UnverifiedHeader&, const e3::Source&) noexcept { return e3::PeerHandle{}; }
  e3::Result<e3::PeerKeyView<A>> key(e3::PeerHandle, e3::Epoch, A&) noexcept { return e3::Error::device_unknown; }
  void failed(e3::PeerHandle, e3::Epoch) noexcept {}
  e3::Result<void> accept(std::span<e3::Claim>) noexcept { return {}; }
};

}  // namespace

TEST_CASE("peers find, give keys, count failures and accept, without throwing") {
  STATIC_REQUIRE(e3::PeersFor<support::Receiver<>::Peers, A>);
  STATIC_REQUIRE(e3::PeersFor<Whole, A>);
  STATIC_REQUIRE(e3::explain_peers<Whole, A>());
  STATIC_REQUIRE(e3::PeersFor<WithViews, A>);
  STATIC_REQUIRE(e3::explain_peers<WithViews, A>());
  STATIC_REQUIRE_FALSE(e3::PeersFor<WithoutFind, A>);
  STATIC_REQUIRE_FALSE(e3::PeersFor<Throwing, A>);
  STATIC_REQUIRE_FALSE(e3::PeersFor<Whole, e3::Sodium::ChaCha20Poly1305>);
}
