#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

#include <e3/store/file.hpp>

#include "codec.hpp"

namespace {

using Replays = e3::unsafe::VolatileReplayStore<1>;
using Senders = e3::PeerList<e3::Sodium::ChaCha20Poly1305, Replays, 1>;

int fail(const char* step, e3::Error error) {
  std::fprintf(stderr, "%s: %s\n", step, e3::to_string(error));
  return 1;
}

}  // namespace

int main() {
  const std::array<std::uint8_t, 32> root_bytes{1, 2, 3};
  const e3::DeviceId device{std::array<std::uint8_t, 8>{1, 2, 3, 4, 5, 6, 7, 8}};
  const std::array<std::uint8_t, 5> payload{'h', 'e', 'l', 'l', 'o'};
  std::array<std::uint8_t, Sealer::max_sealed_size(payload.size())> frame{};
  const auto sealed = seal(root_bytes, device, payload, frame);
  if (!sealed) {
    return fail("seal", sealed.error());
  }

  Replays replays;
  if (auto done = replays.enroll(device, e3::Epoch{0}); !done) {
    return fail("enroll", done.error());
  }
  const auto root = e3::CloudRoot<e3::Sodium>::from(root_bytes);
  if (!root) {
    return fail("root", root.error());
  }
  auto sender = e3::Peer<e3::Sodium::ChaCha20Poly1305>::make({device, Profile::suite}, *root, e3::Epoch{0});
  if (!sender) {
    return fail("peer", sender.error());
  }
  Senders senders{replays};
  if (auto added = senders.add(*std::move(sender)); !added) {
    return fail("add", added.error());
  }
  e3::Opener<e3::Sodium::ChaCha20Poly1305, Senders> opener{senders};
  std::array<std::uint8_t, frame.size()> out{};
  const auto opened = opener.open({.bytes = *sealed}, out);
  if (!opened) {
    return fail("open", opened.error());
  }
  if (!std::equal(payload.begin(), payload.end(), opened->payload.begin(), opened->payload.end())) {
    return 1;
  }
  // The other component: a path that is not there is a blank store.
  const auto store = e3::FileCounterStore::open("no-such-directory/counters");
  if (store || store.error() != e3::Error::store_blank) {
    return 1;
  }
  std::printf("e3 %s: %zu bytes sealed and opened\n", e3::version, sealed->size());
  return 0;
}
