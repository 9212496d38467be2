#include "e3/store/flash/root_store.hpp"

#include <array>
#include <cstdint>

#include "e3/testing/faulty_flash.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/own_stack.hpp"
#include "support/random.hpp"

using e3::Epoch;
using e3::Error;
using Flash = e3::testing::FaultyFlash<128>;
using Store = e3::FlashRootStore<Flash>;

namespace {

/// Bytes that share nothing with another epoch's.
std::array<std::uint8_t, e3::root_size> root_of(unsigned epoch) {
  std::array<std::uint8_t, e3::root_size> bytes{};
  support::Random{epoch}.fill(bytes);
  return bytes;
}

bool in_flash(const Flash& flash, e3::Bytes bytes) {
  return support::contains(flash.cells(0), bytes) || support::contains(flash.cells(1), bytes);
}

}  // namespace

TEST_CASE("a flash root store gives back what was saved, by epoch, after a restart too") {
  Flash flash;
  auto store = *Store::format(flash, root_of(0));
  REQUIRE(store.save(Epoch{1}, root_of(1)));
  for (int boot = 0; boot < 2; ++boot) {
    CHECK(support::same(store.load(Epoch{0})->bytes(), root_of(0)));
    CHECK(support::same(store.load(Epoch{1})->bytes(), root_of(1)));
    CHECK(store.load(Epoch{2}).error() == Error::epoch_closed);
    store = *Store::open(flash);
  }
}

TEST_CASE("erased roots are gone from the cells, and later ones stay") {
  Flash flash;
  auto store = *Store::format(flash, root_of(0));
  REQUIRE(store.save(Epoch{1}, root_of(1)));
  REQUIRE(store.erase_before(Epoch{0}));
  CHECK(in_flash(flash, root_of(0)));
  REQUIRE(store.erase_before(Epoch{1}));
  CHECK_FALSE(in_flash(flash, e3::Bytes{root_of(0)}.first(4)));
  CHECK(store.load(Epoch{0}).error() == Error::epoch_closed);
  CHECK(support::same(store.load(Epoch{1})->bytes(), root_of(1)));
}

TEST_CASE("a device ratchets for many epochs, and its flash never holds an old root") {
  Flash flash;
  auto store = *Store::format(flash, root_of(0));
  for (unsigned epoch = 1; epoch < 12; ++epoch) {
    REQUIRE(store.save(Epoch{epoch}, root_of(epoch)));
    REQUIRE(store.erase_before(Epoch{epoch}));
    CHECK(support::same(store.load(Epoch{epoch})->bytes(), root_of(epoch)));
    CHECK_FALSE(in_flash(flash, e3::Bytes{root_of(epoch - 1)}.last(8)));
    store = *Store::open(flash);
  }
}

TEST_CASE("saving the same root again and again writes nothing, so that the current one is never pushed out") {
  Flash flash;
  auto store = *Store::format(flash, root_of(0));
  REQUIRE(store.save(Epoch{1}, root_of(1)));
  const auto operations = flash.operations();
  for (int i = 0; i < 10; ++i) {
    REQUIRE(store.save(Epoch{1}, root_of(1)));
    store = *Store::open(flash);
  }
  CHECK(flash.operations() == operations);
  CHECK(support::same(store.load(Epoch{0})->bytes(), root_of(0)));
}

TEST_CASE("what a cut left of an erased root goes with the next erasure") {
  for (std::uint64_t step = 1; step <= 64; ++step) {
    CAPTURE(step);
    Flash flash;
    auto store = *Store::format(flash, root_of(0));
    REQUIRE(store.save(Epoch{1}, root_of(1)));
    flash.power_on();
    flash.cut_at(step);
    CHECK(store.erase_before(Epoch{1}).error() == Error::store_failed);
    flash.power_on();
    auto again = *Store::open(flash);
    REQUIRE(again.erase_before(Epoch{1}));
    CHECK_FALSE(in_flash(flash, e3::Bytes{root_of(0)}.last(8)));
  }
}

TEST_CASE("what a cut left of a saved root goes with the next erasure") {
  for (std::uint64_t step = 1; step <= 64; ++step) {
    CAPTURE(step);
    Flash flash;
    auto store = *Store::format(flash, root_of(0));
    flash.power_on();
    flash.cut_at(step);
    CHECK(store.save(Epoch{1}, root_of(1)).error() == Error::store_failed);
    flash.power_on();
    auto again = *Store::open(flash);
    REQUIRE(again.erase_before(Epoch{0}));
    CHECK_FALSE(again.load(Epoch{1}).has_value());
    CHECK_FALSE(in_flash(flash, e3::Bytes{root_of(1)}.first(8)));
    CHECK(again.load(Epoch{0}).has_value());
  }
}

TEST_CASE("formatting a root store leaves nothing of the roots before") {
  Flash flash;
  auto store = *Store::format(flash, root_of(0));
  REQUIRE(store.save(Epoch{1}, root_of(1)));
  REQUIRE(store.save(Epoch{2}, root_of(2)));
  auto anew = *Store::format(flash, root_of(5));
  CHECK(support::same(anew.load(Epoch{0})->bytes(), root_of(5)));
  for (unsigned epoch = 0; epoch < 3; ++epoch) {
    CHECK_FALSE(in_flash(flash, e3::Bytes{root_of(epoch)}.first(8)));
  }
}

TEST_CASE("a blank and a corrupt root store are refused, and a dead chip fails every call") {
  Flash flash;
  CHECK(Store::open(flash).error() == Error::store_blank);
  flash.cells(0)[0] = 1;
  CHECK(Store::open(flash).error() == Error::store_corrupt);
  auto store = *Store::format(flash, root_of(0));
  flash.power_on();
  flash.cut_at(1);
  CHECK(store.save(Epoch{1}, root_of(1)).error() == Error::store_failed);
  CHECK(store.load(Epoch{0}).error() == Error::epoch_closed);
  CHECK(store.erase_before(Epoch{1}).error() == Error::store_failed);
  CHECK(Store::open(flash).error() == Error::store_unreadable);
  CHECK(Store::format(flash, root_of(0)).error() == Error::store_failed);
}

#if E3_TEST_SEES_STACK
TEST_CASE("no call of a root store leaves a piece of a root on the stack") {
  static Flash flash;
  static const auto first = root_of(0);
  static const auto next = root_of(1);
  support::OwnStack stack;
  const auto leaves = [&](auto call) {
    stack.run(call);
    return support::contains(stack.bytes(), e3::Bytes{first}.first(8)) ||
           support::contains(stack.bytes(), e3::Bytes{next}.first(8));
  };
  CHECK_FALSE(leaves([] { static_cast<void>(Store::format(flash, first).has_value()); }));
  CHECK_FALSE(leaves([] { static_cast<void>(Store::open(flash).has_value()); }));
  CHECK_FALSE(leaves([] { static_cast<void>(Store::open(flash)->save(Epoch{1}, next).has_value()); }));
  CHECK_FALSE(leaves([] { static_cast<void>(Store::open(flash)->load(Epoch{1}).has_value()); }));
  CHECK_FALSE(leaves([] { static_cast<void>(Store::open(flash)->erase_before(Epoch{1}).has_value()); }));
}
#endif
