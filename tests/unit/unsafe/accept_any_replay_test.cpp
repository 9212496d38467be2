#include "e3/unsafe/accept_any_replay.hpp"

#include "support/catch.hpp"
#include "support/ends.hpp"

TEST_CASE("accepting any replay opens an envelope as often as it is presented") {
  using A = e3::Sodium::ChaCha20Poly1305;
  e3::unsafe::AcceptAnyReplay authority;
  e3::PeerList<A, e3::unsafe::AcceptAnyReplay, 1> peers{authority};
  const e3::PeerIdentity identity{.device = support::usual_device, .suite = e3::Suite::chacha20_poly1305};
  REQUIRE(peers.add(*e3::Peer<A>::make(identity, support::root_of<e3::Side::cloud>(), e3::Epoch{0})));
  e3::Opener<A, decltype(peers)> opener{peers};

  auto envelope = support::Sender<support::CompactChaCha>{}.seal(support::counting<5>());
  support::ByteVector out(5);
  CHECK(opener.open({.bytes = envelope}, out));
  CHECK(opener.open({.bytes = envelope}, out));
  envelope.back() = static_cast<std::uint8_t>(envelope.back() ^ 1);
  CHECK(opener.open({.bytes = envelope}, out).error() == e3::Error::not_authentic);
}
