#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <map>
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

// Roots of a ratcheting device on a medium that outlives it. A cut ends a step: after the save took effect, or
// before the erase did.
struct RootMedium {
  std::map<std::uint32_t, std::array<std::uint8_t, e3::root_size>> roots;
  bool cut_after_save = false;
  bool cut_before_erase = false;

  e3::Result<void> save(e3::Epoch epoch, e3::FixedBytes<e3::root_size> bytes) {
    auto& kept = roots[e3::value(epoch)];
    std::copy(bytes.begin(), bytes.end(), kept.begin());
    return std::exchange(cut_after_save, false) ? e3::Result<void>{e3::Error::store_failed} : e3::Result<void>{};
  }
  e3::Result<e3::Secret<e3::root_size>> load(e3::Epoch epoch) const {
    const auto kept = roots.find(e3::value(epoch));
    if (kept == roots.end()) {
      return e3::Error::store_blank;
    }
    return e3::Secret<e3::root_size>{kept->second};
  }
  e3::Result<void> erase_before(e3::Epoch epoch) {
    if (std::exchange(cut_before_erase, false)) {
      return e3::Error::store_failed;
    }
    roots.erase(roots.begin(), roots.lower_bound(e3::value(epoch)));
    return {};
  }
};

// A device that ratchets, from boot to boot, and its cloud.
void ratcheting(const std::string& folder) {
  const std::array<std::uint8_t, e3::root_size> first{8, 8};
  RootMedium roots;
  check(roots.save(e3::Epoch{0}, first).has_value(), "provisioned");
  const auto path = folder + "ratcheting";
  check(e3::FileCounterStore::format(path, *e3::sealing_mark<Profile>(*Root::from(first), device, e3::Epoch{0}))
            .has_value(),
        "formatted");

  const auto step = [&] {
    auto store = *e3::FileCounterStore::open(path);
    return ratchet(roots, device, store);
  };
  const auto boot = [&](e3::Epoch epoch) {
    auto store = *e3::FileCounterStore::open(path);
    const auto root = root_at_boot(roots, store);
    auto sealer = start(*root, device, store, e3::BootSalt::none());
    check(sealer->epoch() == epoch, "the boot is in the expected epoch");
    Frame frame(64);
    const auto sealed = *sealer->seal({.payload = {}}, frame);
    return Frame(sealed.begin(), sealed.end());
  };

  const auto before = boot(e3::Epoch{0});
  const auto late = boot(e3::Epoch{0});
  roots.cut_after_save = true;
  check(step().error() == e3::Error::store_failed && roots.roots.size() == 2, "cut before the advance");
  const auto still = boot(e3::Epoch{0});
  roots.cut_before_erase = true;
  check(step().error() == e3::Error::store_failed && roots.roots.size() == 2, "cut before the erase");
  const auto stepped = boot(e3::Epoch{1});
  check(roots.roots.size() == 1, "the boot has erased the old root");
  check(step().has_value() && step().has_value() && roots.roots.size() == 1, "two whole steps");
  const auto after = boot(e3::Epoch{3});

  auto accepted = *e3::FileReplayStore::format(folder + "ratcheting-accepted");
  check(accepted.enroll(device, e3::Generation{0}).has_value(), "enrolled");
  const KeptRoot kept{e3::Epoch{0}, e3::Secret<e3::root_size>{first}};
  Peers peers{accepted};
  const e3::PeerIdentity identity{.device = device, .suite = Profile::suite};
  const auto handle = *peers.add(*e3::Peer<Aead>::make(identity, *root_of(kept, e3::Epoch{0}), e3::Epoch{0}));
  e3::Opener<Aead, Peers> opener{peers};
  Frame buffer(64);
  unsigned tries = 1;
  const auto open = [&](const Frame& envelope) {
    return open_ratcheted(opener, kept, tries, {.bytes = envelope}, buffer);
  };
  check(open(before).has_value(), "epoch 0 opens");
  auto forged = stepped;
  forged.back() ^= 1;
  check(open(forged).error() == e3::Error::not_authentic && tries == 0, "a forgery costs a try");
  check(open(stepped).error() == e3::Error::epoch_not_open, "none is left");
  tries = 1;
  check(open(stepped).has_value() && tries == 1, "a success costs none");
  check(open(still).has_value(), "the previous epoch is open");
  check(end_grace(accepted, peers, handle).has_value(), "its grace period ends");
  check(open(late).error() == e3::Error::epoch_closed, "it is closed");
  check(!accepted.find(device)->state.previous_open && !peers.at(handle).previous(), "in both places");
  check(open(after).has_value() && peers.at(handle).epoch() == e3::Epoch{3}, "two steps at once");
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
  ratcheting(folder);
  std::puts("lost, refused, provisioned anew, and working");
}
