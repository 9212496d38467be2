#include <array>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/store/file.hpp"
#include "scratch.hpp"

namespace {

// @block@

using Frame = std::vector<std::uint8_t>;

const e3::DeviceId device{std::array<std::uint8_t, 8>{0x70, 0xb3, 0xd5, 0x7e, 0xd0, 0x05, 0x4a, 0x21}};

// One boot of the device: opens its store, seals one message, and loses power.
e3::Result<Frame> boot_and_seal(const std::string& folder, const Provisioned& provisioned) {
  const auto root = *e3::DeviceRoot<Profile>::from(provisioned.root.bytes());
  auto store = e3::FileCounterStore::open(store_path(folder, provisioned.generation));
  if (!store) {
    return store.error();
  }
  auto sealer = start(root, device, *store, e3::BootSalt::none());
  if (!sealer) {
    return sealer.error();
  }
  Frame frame(64);
  const std::array<std::uint8_t, 3> reading{1, 2, 3};
  const auto sealed = sealer->seal({.payload = reading}, frame);
  if (!sealed) {
    return sealed.error();
  }
  return Frame(sealed->begin(), sealed->end());
}

// One start of the cloud, which opens one envelope.
e3::Result<e3::Opened> start_and_open(const Fleet& fleet, e3::FileReplayStore& accepted, const Frame& envelope) {
  static Frame buffer(64);
  Peers peers{accepted};
  if (auto added = add_peer(fleet, accepted, peers, device); !added) {
    return added.error();
  }
  e3::Opener<Aead, Peers> opener{peers};
  return opener.open({.bytes = envelope}, buffer);
}

}  // namespace

int main() {
  const Scratch scratch;
  const auto folder = scratch.file("");
  const auto fleet = *Fleet::from(std::array<std::uint8_t, 32>{9, 9, 9});
  auto accepted = *e3::FileReplayStore::format(scratch.file("accepted"));
  check(accepted.enroll(device, e3::Generation{0}).has_value(), "the device is enrolled");
  const Provisioned first{e3::Generation{0}, *fleet.device_root(device, e3::Generation{0})};
  check(format_store(folder, device, first).has_value(), "the first store is formatted");

  const auto before = boot_and_seal(folder, first);
  check(start_and_open(fleet, accepted, *before).has_value(), "the device works");
  check(start_and_open(fleet, accepted, *before).error() == e3::Error::replayed, "once");

  std::remove(store_path(folder, e3::Generation{0}).c_str());
  check(boot_and_seal(folder, first).error() == e3::Error::store_blank, "a lost store refuses to seal");

  const auto second = provision_anew(fleet, accepted, device);
  check(second.has_value() && second->generation == e3::Generation{1}, "the next generation");
  check(accepted.enroll(device, e3::Generation{1}).error() == e3::Error::generation_not_new, "is used once");
  check(format_store(folder, device, *second).has_value(), "the second store is formatted");
  check(format_store(folder, device, *second).error() == e3::Error::store_not_blank, "once");

  const auto after = boot_and_seal(folder, *second);
  check(start_and_open(fleet, accepted, *after).has_value(), "the device works again");
  check(start_and_open(fleet, accepted, *before).error() == e3::Error::not_authentic, "the old root opens nothing");

  std::rename(store_path(folder, e3::Generation{1}).c_str(), store_path(folder, e3::Generation{0}).c_str());
  check(boot_and_seal(folder, first).error() == e3::Error::store_of_another_key, "a store serves its own root alone");
  std::rename(store_path(folder, e3::Generation{0}).c_str(), store_path(folder, e3::Generation{1}).c_str());

  {
    const auto root = *e3::DeviceRoot<Profile>::from(second->root.bytes());
    auto store = *e3::FileCounterStore::open(store_path(folder, e3::Generation{1}));
    check(next_epoch_of(root, device, store).has_value(), "the store moves to epoch 1");
  }
  const auto later = boot_and_seal(folder, *second);
  check(start_and_open(fleet, accepted, *later).error() == e3::Error::epoch_not_open, "the cloud sees a later epoch");
  std::puts("lost, refused, provisioned anew, and working");
}
