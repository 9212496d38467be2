#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/store/file.hpp"
#include "scratch.hpp"

int main() {
  const Scratch scratch;
  const e3::DeviceId device{std::array<std::uint8_t, 8>{0x70, 0xb3, 0xd5, 0x7e, 0xd0, 0x05, 0x4a, 0x21}};
  const std::array<std::uint8_t, 32> root_bytes{1, 2, 3};
  const std::array<std::uint8_t, 4> reading{0, 0, 4, 210};
  std::array<std::uint8_t, 64> frame{};
  std::array<std::uint8_t, 64> buffer{};
  std::array<std::uint8_t, 64> spare{};

  using Provisioned = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>>;
  const auto device_root = *e3::DeviceRoot<Provisioned>::from(root_bytes);
  const auto cloud_root = *e3::CloudRoot<e3::Sodium>::from(root_bytes);
  auto store = *e3::FileCounterStore::format(scratch.file("counters"),
                                             *e3::sealing_mark<Provisioned>(device_root, device, e3::Epoch{0}));
  auto accepted = *e3::FileReplayStore::format(scratch.file("accepted"));
  check(accepted.enroll(device, e3::Generation{0}).has_value(), "the device is enrolled");
  using Aead = e3::AnyAead<e3::Sodium>;
  using Peers = e3::PeerList<Aead, e3::FileReplayStore, 4>;
  Peers peers{accepted};
  check(peers.add(*e3::Peer<Aead>::make({.device = device, .suite = Provisioned::suite}, cloud_root, e3::Epoch{0}))
            .has_value(),
        "the device is a peer");
  e3::Opener<Aead, Peers> opener{peers};
  const e3::BootSalt salt = e3::BootSalt::none();

  // @block@

  check(claimed->counter == e3::Counter{0} && claimed->address == device.address(), "the gateway sees the header");
  check(std::equal(reading.begin(), reading.end(), opened->payload.begin(), opened->payload.end()),
        "the cloud has the reading");
  check(opened->header.device() == device && opened->gap.count == 0, "it is the device's first");
  check(again.error() == e3::Error::replayed, "it is accepted once");
  check(envelope->size() == reading.size() + 26, "26 bytes over the payload");
  std::puts("sealed, forwarded, opened once");
}
