#include "e3/store/flash/counter_store.hpp"

#include <algorithm>
#include <bit>
#include <type_traits>

#include "e3/counter/lease.hpp"
#include "e3/testing/faulty_flash.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

using e3::Counter;
using e3::Epoch;
using e3::Error;
using Flash = e3::testing::FaultyFlash<128>;
using Store = e3::FlashCounterStore<Flash, 8>;

namespace {

const e3::KeyMark mark{Epoch{2}, support::counting<8>()};
const e3::KeyMark later{Epoch{3}, support::counting<8>(0x40)};

/// Flips a bit in the newest record.
void decay(Flash& flash, e3::Bytes newest) {
  for (std::uint32_t page = 0; page < 2; ++page) {
    for (std::size_t offset = 0; offset < 128; offset += 32) {
      if (support::same(e3::Bytes{flash.cells(page)}.subspan(offset, newest.size()), newest)) {
        flash.cells(page)[offset + 20] ^= 4;
      }
    }
  }
}

/// The start of a record as the format's comment lays it out, built by hand.
support::ByteVector record(std::uint8_t epoch, const e3::KeyMark& key, std::uint8_t bound, std::uint8_t stride) {
  support::ByteVector bytes{0, 0, 0, epoch};
  bytes.insert(bytes.end(), key.id.begin(), key.id.end());
  bytes.insert(bytes.end(), {0, 0, 0, 0, 0, 0, 0, bound, 0, 0, 0, stride});
  return bytes;
}

}  // namespace

TEST_CASE("a formatted flash store starts at 0 and goes on where it was after each restart") {
  STATIC_REQUIRE(e3::CounterStore<Store>);
  STATIC_REQUIRE(Store::max_stride == 8);
  Flash flash;
  CHECK(*Store::format(flash, mark)->epoch() == Epoch{2});
  for (unsigned i = 0; i < 20; ++i) {
    auto store = Store::open(flash);
    REQUIRE(store);
    CHECK(*store->epoch() == Epoch{2});
    CHECK(*store->bound(mark) == Counter{std::uint64_t{8} * i});
    CHECK(*store->reserve(mark, 3) == Counter{std::uint64_t{8} * i});
    CHECK(*store->reserve(mark, 5) == Counter{std::uint64_t{8} * i + 3});
  }
}

TEST_CASE("a record holds epoch, key, bound and largest stride") {
  Flash flash;
  auto store = *Store::format(flash, mark);
  REQUIRE(store.reserve(mark, 5));
  const auto wanted = record(2, mark, 5, 8);
  CHECK(support::contains(flash.cells(0), wanted) != support::contains(flash.cells(1), wanted));
}

TEST_CASE("a blank, a corrupt and an absurd flash store are refused") {
  Flash flash;
  CHECK(Store::open(flash).error() == Error::store_blank);
  flash.cells(0)[3] = 0;
  CHECK(Store::open(flash).error() == Error::store_corrupt);
  e3::FlashLog<Flash, 24> log{flash};
  REQUIRE(log.format(std::bit_cast<e3::FlashLog<Flash, 24>::Record>(support::counting<24>())));
  CHECK(Store::open(flash).error() == Error::store_corrupt);
}

TEST_CASE("the flash store of another key, or of another epoch, reserves nothing") {
  Flash flash;
  auto store = *Store::format(flash, mark);
  CHECK(store.reserve({Epoch{2}, later.id}, 4).error() == Error::store_of_another_key);
  CHECK(store.reserve({Epoch{3}, mark.id}, 4).error() == Error::store_of_another_key);
  CHECK(store.bound(later).error() == Error::store_of_another_key);
  CHECK(*store.bound(mark) == Counter{0});
}

TEST_CASE("an advance starts a later epoch at 0, durably, and none that is not later") {
  Flash flash;
  auto store = *Store::format(flash, mark);
  REQUIRE(store.reserve(mark, 8));
  CHECK(store.advance(mark).error() == Error::epoch_not_later);
  CHECK(store.advance({Epoch{1}, later.id}).error() == Error::epoch_not_later);
  REQUIRE(store.advance(later));
  auto again = *Store::open(flash);
  CHECK(*again.epoch() == Epoch{3});
  CHECK(again.reserve(mark, 1).error() == Error::store_of_another_key);
  CHECK(*again.reserve(later, 1) == Counter{0});
}

TEST_CASE("a newest record that has decayed costs the largest stride and repeats nothing") {
  Flash flash;
  auto store = *Store::format(flash, mark);
  CHECK(*store.reserve(mark, 8) == Counter{0});
  CHECK(*store.reserve(mark, 8) == Counter{8});
  decay(flash, record(2, mark, 16, 8));
  CHECK(*Store::open(flash)->reserve(mark, 1) == Counter{16});
}

TEST_CASE("an update that lowers the largest stride, or raises it, repeats nothing after a decayed record") {
  Flash flash;
  auto store = *Store::format(flash, mark);
  CHECK(*store.reserve(mark, 8) == Counter{0});
  CHECK(*store.reserve(mark, 8) == Counter{8});
  decay(flash, record(2, mark, 16, 8));
  auto lowered = *e3::FlashCounterStore<Flash, 2>::open(flash);
  CHECK(*lowered.reserve(mark, 2) == Counter{16});
  CHECK(*lowered.reserve(mark, 2) == Counter{18});
  decay(flash, record(2, mark, 20, 2));
  CHECK(*e3::FlashCounterStore<Flash, 32>::open(flash)->bound(mark) == Counter{18 + 32});
}

TEST_CASE(
    "torn records cost a stride each when they are torn, and nothing more when the erasure of their page is cut") {
  for (std::uint64_t step = 1; step <= 9; ++step) {
    CAPTURE(step);
    Flash flash;
    auto store = *Store::format(flash, mark);
    CHECK(*store.reserve(mark, 8) == Counter{0});
    for (int torn = 0; torn < 2; ++torn) {
      flash.power_on();
      flash.cut_at(9);
      CHECK_FALSE(store.reserve(mark, 8));
      flash.power_on();
      store = *Store::open(flash);
    }
    // The rest of the torn page is erased when the other one is full, and the power goes at this step of it.
    for (unsigned i = 0; i < 3; ++i) {
      CHECK(*store.reserve(mark, 8) == Counter{24 + 8 * i});
    }
    flash.power_on();
    flash.cut_at(step);
    CHECK_FALSE(store.reserve(mark, 8));
    flash.power_on();
    CHECK(*Store::open(flash)->bound(mark) == Counter{48});
  }
}

TEST_CASE("a block whose record has decayed stays taken, however many records are torn behind it, and pages erased") {
  for (unsigned torn = 0; torn < 8; ++torn) {
    for (std::uint64_t step = 1; step < 80; ++step) {
      CAPTURE(torn, step);
      Flash flash;
      auto store = *Store::format(flash, mark);
      for (unsigned i = 0; i < 4; ++i) {
        CHECK(*store.reserve(mark, 8) == Counter{std::uint64_t{8} * i});
      }
      decay(flash, record(2, mark, 32, 8));
      for (unsigned i = 0; i <= torn; ++i) {
        store = *Store::open(flash);
        REQUIRE(*store.bound(mark) >= Counter{32});
        flash.power_on();
        flash.cut_at(i < torn ? 20 : step);
        const auto first = store.reserve(mark, 8);
        CHECK((!first || *first >= Counter{32}));
        flash.power_on();
      }
      CHECK(*Store::open(flash)->bound(mark) >= Counter{32});
    }
  }
}

TEST_CASE("a write that is right after all, once later blocks are taken, gives none of them again") {
  using LongPage = e3::testing::FaultyFlash<256>;
  LongPage flash;
  auto store = *e3::FlashCounterStore<LongPage, 8>::format(flash, mark);
  CHECK(*store.reserve(mark, 8) == Counter{0});
  // The first write of the block reads back wrong, and the power goes at the end of the second, behind it.
  flash.power_on();
  flash.fault_at(1, e3::testing::FlashFault::stale);
  flash.cut_at(33 + 33);
  CHECK_FALSE(store.reserve(mark, 1));
  flash.power_on();
  // Their cells are between 0 and 1: at the next boot they read as anything or, the first, as erased, and later right.
  const bool erased = GENERATE(false, true);
  const auto written = support::copy(flash.cells(1).subspan(64, 64));
  std::fill_n(flash.cells(1).begin() + 64, 32, std::uint8_t{0xFF});
  flash.cells(1)[64] = erased ? 0xFF : 0x55;
  flash.cells(1)[96] = 0x55;
  store = *e3::FlashCounterStore<LongPage, 8>::open(flash);
  CHECK(*store.reserve(mark, 8) == Counter{24});
  std::copy(written.begin(), written.end(), flash.cells(1).begin() + 64);
  CHECK(*e3::FlashCounterStore<LongPage, 8>::open(flash)->bound(mark) >= Counter{32});
}

TEST_CASE("the last counters of a flash store are given out and not one more") {
  Flash flash;
  auto store = *e3::FlashCounterStore<Flash, 0xFFFF'FFFF>::format(flash, mark);
  REQUIRE(store.reserve(mark, 0xFFFF'FFF0));
  CHECK(store.reserve(mark, 17).error() == Error::counter_exhausted);
  CHECK(*store.reserve(mark, 16) == Counter{0xFFFF'FFF0});
  CHECK(store.reserve(mark, 1).error() == Error::counter_exhausted);
  auto again = *e3::FlashCounterStore<Flash, 0xFFFF'FFFF>::open(flash);
  CHECK(*again.bound(mark) == e3::counter_end);
}

TEST_CASE("decayed records near the end leave an exhausted key, not a bound beyond it") {
  Flash flash;
  auto store = *e3::FlashCounterStore<Flash, 0xFFFF'FFFF>::format(flash, mark);
  REQUIRE(store.reserve(mark, 5));
  decay(flash, support::copy(e3::Bytes{record(2, mark, 5, 0)}.first(20)));
  CHECK(*e3::FlashCounterStore<Flash, 0xFFFF'FFFF>::open(flash)->bound(mark) == Counter{0xFFFF'FFFF});
}

TEST_CASE("a store that could not write has reserved and advanced nothing that it knows of") {
  Flash flash;
  auto store = *Store::format(flash, mark);
  flash.power_on();
  flash.cut_at(5);
  CHECK(store.reserve(mark, 4).error() == Error::store_failed);
  CHECK(store.advance(later).error() == Error::store_failed);
  CHECK(*store.epoch() == Epoch{2});
  CHECK(*store.bound(mark) == Counter{0});
  CHECK(Store::format(flash, mark).error() == Error::store_failed);
  CHECK(Store::open(flash).error() == Error::store_unreadable);
}
