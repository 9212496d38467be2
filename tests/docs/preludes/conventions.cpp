#include <array>
#include <cstdint>
#include <cstdio>

#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "scratch.hpp"

namespace {

using Profile = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>>;
using Store = e3::unsafe::VolatileCounterStore;
using Replay = e3::unsafe::VolatileReplayStore<1>;
using Aead = e3::AnyAead<e3::Sodium>;

int sent = 0;
int recorded = 0;

int report(e3::Error error) { return std::puts(e3::to_string(error)), 1; }
int drop(e3::Error error) { return std::puts(e3::to_string(error)), 2; }
int keep_for_later(e3::Error error) { return std::puts(e3::to_string(error)), 3; }
void send(e3::Bytes) { ++sent; }
void record(const e3::DeviceId&, e3::Bytes, const e3::Gap&) { ++recorded; }

template <class Sealer, class Opener>
int exchange(Sealer& sealer, Opener& opener, e3::Bytes reading, e3::MutableBytes frame) {
  const std::array<std::uint8_t, 1> kind{1};
  const std::uint64_t connection = 1;
  std::array<std::uint8_t, 64> buffer;
  // @block@
  return 0;
}

}  // namespace

int main() {
  const e3::DeviceId device{std::array<std::uint8_t, 8>{1}};
  const std::array<std::uint8_t, 32> bytes{7};
  const auto root = *e3::DeviceRoot<Profile>::from(bytes);
  Store store{*e3::sealing_mark<Profile>(root, device, e3::Epoch{0})};
  auto sealer = *e3::make_sealer<Profile>(root, device, e3::CounterLease<Store, 8>{store}, e3::BootSalt::none());
  Replay replay;
  check(replay.enroll(device, e3::Epoch{0}).has_value(), "enrolled");
  e3::PeerList<Aead, Replay, 1> peers{replay};
  const auto cloud = *e3::CloudRoot<e3::Sodium>::from(bytes);
  check(peers.add(*e3::Peer<Aead>::make({.device = device, .suite = Profile::suite}, cloud, e3::Epoch{0})).has_value(),
        "added");
  e3::Opener<Aead, decltype(peers)> opener{peers};

  const std::array<std::uint8_t, 4> reading{1, 2, 3, 4};
  std::array<std::uint8_t, 64> frame{};
  check(exchange(sealer, opener, reading, frame) == 0 && sent == 1 && recorded == 1, "the message arrives");
  check(exchange(sealer, opener, reading, e3::MutableBytes{frame}.first(8)) == 1 && sent == 1,
        "a small buffer is refused");
  replay.find(device)->window = {};
  check(replay.find(device)->window.accept(e3::Counter{1}).verdict == e3::Verdict::accepted, "counter 1 was seen");
  check(exchange(sealer, opener, reading, frame) == 2 && recorded == 1, "a replay is dropped");
}
