// The whole life of an envelope in one program: provisioning, a device, its cloud, a restart, a new key epoch, and a
// replay that is refused. In a deployment these are programs on several machines, as in minimal/.

#include <stdlib.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/store/file.hpp"

namespace {

using Profile = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>>;  // what the device sends
using Counters = e3::CounterLease<e3::FileCounterStore, 16>;       // one durable write per 16 messages
using Aead = e3::AnyAead<e3::Sodium>;                              // the cloud opens both suites
using Peers = e3::PeerList<Aead, e3::FileReplayStore, 16>;
using Frame = std::vector<std::uint8_t>;

constexpr e3::DeviceId device{std::array<std::uint8_t, 8>{0x70, 0xb3, 0xd5, 0x7e, 0xd0, 0x05, 0x4a, 0x21}};

/// The value of a result; ends the program with the error's sentence if there is none.
template <class T>
T must(e3::Result<T> result) {
  if (!result) {
    std::puts(e3::to_string(result.error()));
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) {
    return *std::move(result);
  }
}

/// One boot of the device: it seals one reading and loses power. Only the root and the store's file survive.
Frame boot_and_seal(const e3::DeviceRoot<Profile>& root, const std::string& counters, std::uint8_t reading) {
  auto store = must(e3::FileCounterStore::open(counters));
  auto sealer = must(e3::make_sealer<Profile>(root, device, Counters{store}, e3::BootSalt{::randombytes_random()}));
  Frame frame(sealer.max_sealed_size(1));
  const auto envelope = must(sealer.seal({.payload = {&reading, 1}}, frame));
  return {envelope.begin(), envelope.end()};
}

/// The cloud opens one envelope, says what came of it, and returns whether it was accepted.
bool open(e3::Opener<Aead, Peers>& opener, const e3::CloudRoot<e3::Sodium>& root, const Frame& envelope) {
  Frame buffer(envelope.size());
  auto opened = opener.open({.bytes = envelope}, buffer);
  if (!opened && opened.error() == e3::Error::epoch_not_open) {  // a cloud for a fleet budgets this per connection
    opened = opener.open_next_epoch(root, {.bytes = envelope}, buffer);
  }
  if (!opened) {
    std::printf("refused: %s\n", e3::to_string(opened.error()));
    return false;
  }
  std::printf("epoch %u, counter %llu, missing before it %u: reading %u\n", e3::value(opened->header.epoch()),
              0ULL + e3::value(opened->header.counter()), opened->gap.count, opened->payload[0]);
  return true;
}

bool run(const std::string& folder) {
  // Provisioning: a fresh root for both ends. Only provisioning formats stores.
  e3::Secret<e3::root_size> root;
  ::randombytes_buf(root.bytes().data(), root.size);
  const auto device_root = must(e3::DeviceRoot<Profile>::from(root.bytes()));
  const auto cloud_root = must(e3::CloudRoot<e3::Sodium>::from(root.bytes()));
  const auto counters = folder + "/counters";
  must(e3::FileCounterStore::format(counters, must(e3::sealing_mark<Profile>(device_root, device, e3::Epoch{0}))));
  auto accepted = must(e3::FileReplayStore::format(folder + "/accepted"));
  must(accepted.enroll(device, e3::Generation{0}));

  // The cloud, which knows one device.
  Peers peers{accepted};
  must(peers.add(must(e3::Peer<Aead>::make({.device = device, .suite = Profile::suite}, cloud_root, e3::Epoch{0}))));
  e3::Opener<Aead, Peers> opener{peers};

  // A restart between two readings skips what was left of the 16 counters.
  const auto first = boot_and_seal(device_root, counters, 21);
  bool arrived = open(opener, cloud_root, first);
  arrived = open(opener, cloud_root, boot_and_seal(device_root, counters, 22)) && arrived;

  // A new key epoch: the store moves first, durably; the sealer made after that has the new key. The cloud follows.
  {
    auto store = must(e3::FileCounterStore::open(counters));
    must(e3::advance_to<Profile>(device_root, device, store, must(e3::next_epoch(must(store.epoch())))));
  }
  arrived = open(opener, cloud_root, boot_and_seal(device_root, counters, 23)) && arrived;

  // A gateway sends the first envelope again. Its epoch is still open, and it is refused all the same.
  return arrived && !open(opener, cloud_root, first);
}

}  // namespace

int main() {
  auto folder = (std::filesystem::temp_directory_path() / "e3-one-file-XXXXXX").string();
  const bool good = ::sodium_init() >= 0 && ::mkdtemp(folder.data()) != nullptr && run(folder);
  std::filesystem::remove_all(folder);
  return good ? 0 : 1;
}
