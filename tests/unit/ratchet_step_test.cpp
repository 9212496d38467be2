#include "e3/ratchet_step.hpp"

#include "e3/store/flash/root_store.hpp"
#include "e3/testing/faulty_flash.hpp"
#include "e3/testing/faulty_store.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/ends.hpp"
#include "support/key_schedule_vectors.hpp"

using e3::Epoch;
using e3::Error;
using e3::testing::StoreFault;
using Profile = support::CompactChaCha;
using Flash = e3::testing::FaultyFlash<256>;
using FlashRoots = e3::FlashRootStore<Flash>;
using Roots = e3::testing::FaultyRootStore<FlashRoots>;
using Counters = e3::testing::FaultyCounterStore<e3::unsafe::VolatileCounterStore>;

namespace {

/// A device that ratchets, provisioned with the usual root.
struct Device {
  explicit Device(Epoch epoch = {})
      : volatile_counters{*e3::sealing_mark<Profile>(root, support::usual_device, epoch)} {
    if (epoch != Epoch{}) {
      REQUIRE(roots.save(epoch, support::counting<32>(support::usual_root)));
    }
  }

  auto step() { return e3::ratchet_to_next<Profile>(root, support::usual_device, roots, counters); }
  auto load() { return e3::load_root<Profile>(roots, counters); }

  e3::DeviceRoot<Profile> root = support::root_of<e3::Side::device>();
  Flash flash;
  FlashRoots flash_roots = *FlashRoots::format(flash, support::counting<32>(support::usual_root));
  Roots roots{flash_roots};
  e3::unsafe::VolatileCounterStore volatile_counters;
  Counters counters{volatile_counters};
};

/// Tells roots apart by the key they seal with.
e3::KeyMark mark_of(const e3::DeviceRoot<Profile>& root) {
  return *e3::sealing_mark<Profile>(root, support::usual_device, Epoch{1});
}

}  // namespace

TEST_CASE("a step moves both stores and gives the next root, and the old one is gone") {
  Device device;
  const auto stepped = device.step();
  REQUIRE(stepped);
  CHECK(mark_of(*stepped) == mark_of(*e3::DeviceRoot<Profile>::from(e3::next_root(device.root)->bytes())));
  CHECK(*device.counters.epoch() == Epoch{1});
  CHECK(support::hex(device.roots.load(Epoch{1})->bytes()) == support::ratcheted_once);
  CHECK(device.roots.load(Epoch{}).error() == Error::epoch_closed);
  CHECK(mark_of(*device.load()) == mark_of(*stepped));
  CHECK(*device.counters.reserve(*e3::sealing_mark<Profile>(*stepped, support::usual_device, Epoch{1}), 1) ==
        e3::Counter{0});
}

TEST_CASE("a device that never stepped loads the root it was provisioned with") {
  Device device;
  CHECK(mark_of(*device.load()) == mark_of(device.root));
}

TEST_CASE("a step that stops anywhere leaves a device that boots and can step") {
  // Steps of the root store: save, erase. Of the counter store: advance.
  for (int stop = 0; stop < 3; ++stop) {
    CAPTURE(stop);
    Device device;
    if (stop == 1) {
      device.counters.fault_at(1, StoreFault::stop);
    } else {
      device.roots.fault_at(stop == 0 ? 1 : 2, StoreFault::stop);
    }
    CHECK(device.step().error() == Error::store_failed);
    device.roots.restart();
    device.counters.restart();
    auto root = device.load();
    REQUIRE(root);
    CHECK(*device.counters.epoch() == Epoch{stop < 2 ? 0U : 1U});
    CHECK((device.roots.load(Epoch{}).has_value()) == (stop < 2));
    CHECK(e3::ratchet_to_next<Profile>(*root, support::usual_device, device.roots, device.counters).has_value());
  }
}

TEST_CASE("a boot after a step that was cut before its erasure erases the old root") {
  Device device;
  device.roots.fault_at(2, StoreFault::fail);
  CHECK(device.step().error() == Error::store_failed);
  CHECK(device.roots.load(Epoch{}).has_value());
  REQUIRE(device.load());
  CHECK(device.roots.load(Epoch{}).error() == Error::epoch_closed);
}

TEST_CASE("a boot that cannot erase an old root, or read its stores, gives no root") {
  Device device;
  device.roots.fault_at(2, StoreFault::fail);
  CHECK(device.step().error() == Error::store_failed);
  device.roots.fault_at(1, StoreFault::fail);
  CHECK(device.load().error() == Error::store_failed);
  device.counters.fault_at(1, StoreFault::stop);
  CHECK(device.step().error() == Error::store_failed);
  CHECK(device.load().error() == Error::store_failed);
  CHECK(device.step().error() == Error::store_failed);
}

TEST_CASE("stores that do not belong together give no root") {
  Device device;
  REQUIRE(device.counters.advance({Epoch{5}, {}}));
  CHECK(device.load().error() == Error::epoch_closed);
}

TEST_CASE("after the last epoch there is no step") {
  Device device{e3::last_epoch};
  CHECK(device.step().error() == Error::epoch_exhausted);
  CHECK(*device.counters.epoch() == e3::last_epoch);
}

TEST_CASE("a step for a suite that is chosen at run time is the step of the suite's own profile") {
  using Any = e3::AnySuite<e3::Sodium, e3::Compact<8>>;
  Device device;
  Device other;
  const auto expected = other.step();
  const auto stepped =
      e3::ratchet_to_next<Any>(device.root, Profile::suite, support::usual_device, device.roots, device.counters);
  REQUIRE(stepped);
  CHECK(mark_of(*stepped) == mark_of(*expected));
  CHECK(*device.counters.epoch() == Epoch{1});
}
