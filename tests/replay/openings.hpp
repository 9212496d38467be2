#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "stream.hpp"
#include "support/ends.hpp"
#include "tally.hpp"

namespace replay {

using Authority = e3::unsafe::VolatileReplayStore<1>;
using Aead = e3::AnyAead<e3::Sodium>;
using HonestPeers = e3::PeerList<Aead, Authority, 1>;

/// What an opener said about envelopes of one sender, genuine ones and forgeries.
struct OpeningTally {
  Tally genuine;
  std::uint64_t forged = 0;
  std::uint64_t forged_wrong = 0;  ///< forgeries that were called anything but not authentic
};

[[nodiscard]] inline e3::Verdict verdict_of(const e3::Result<e3::Opened>& opened) {
  if (opened) {
    return e3::Verdict::accepted;
  }
  const auto error = opened.error();
  return error == e3::Error::replayed ? e3::Verdict::replayed
                                      : (error == e3::Error::too_old ? e3::Verdict::too_old : e3::Verdict::unknown);
}

/// An adversarial stream of `count` envelopes through a whole opener; every second one is forged: genuine but for one
/// bit. A window that a forgery moves shows in what the opener says about the genuine ones.
template <class Peers>
OpeningTally judge_openings(std::size_t count) {
  using Profile = support::CompactChaCha;
  constexpr std::size_t sealed = 4096;
  support::Sender<Profile> sender;
  std::vector<support::ByteVector> envelopes;
  envelopes.reserve(sealed);
  for (std::size_t i = 0; i < sealed; ++i) {
    envelopes.push_back(sender.seal(support::counting<4>()));
  }

  OpeningTally tally;
  support::Random random{1};
  std::size_t done = 0;
  for (std::uint64_t seed = 2028; done < count; ++seed) {
    Authority authority;
    REQUIRE(authority.enroll(support::usual_device, {}));
    Peers peers{authority};
    REQUIRE(peers.add(*e3::Peer<Aead>::make({.device = support::usual_device, .suite = Profile::suite},
                                            support::root_of<e3::Side::cloud>(), {})));
    e3::Opener<Aead, Peers> opener{peers};
    support::WindowOracle oracle{64};
    Stream stream{support::Random{seed}, 64};
    std::array<std::uint8_t, 64> out{};
    for (std::size_t i = 0; i < sealed && done < count; ++i, ++done) {
      const std::uint64_t counter = stream.next(oracle.newest().value_or(0));
      if (counter >= sealed) {
        continue;
      }
      auto& envelope = envelopes[static_cast<std::size_t>(counter)];
      if (random.coin()) {
        // The ciphertext or the tag, so that the header still names this counter.
        auto& byte = envelope[envelope.size() - 1 - random.index(4 + e3::tag_size)];
        const auto bit = static_cast<std::uint8_t>(1U << random.below(8));
        byte ^= bit;
        const auto opened = opener.open({.bytes = envelope}, out);
        tally.forged += 1;
        tally.forged_wrong += !opened && opened.error() == e3::Error::not_authentic ? 0U : 1U;
        byte ^= bit;
      } else {
        const auto opened = opener.open({.bytes = envelope}, out);
        tally.genuine.count({verdict_of(opened), opened ? opened->gap : e3::Gap{}}, oracle.accept(counter));
      }
    }
  }
  return tally;
}

}  // namespace replay
