#include "e3/store/flash/ceiling_store.hpp"

#include <array>
#include <cstdint>

#include "e3/replay/ceiling.hpp"
#include "e3/testing/faulty_flash.hpp"
#include "power_cut/decay.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

using e3::Counter;
using e3::Epoch;
using e3::Error;
using e3::Verdict;
using Flash = e3::testing::FaultyFlash<256>;
using Store = e3::FlashCeilingStore<Flash>;

namespace {

e3::CeilingRecord exact_record() {
  e3::CeilingRecord record{.epoch = Epoch{0x0102'0304}, .ceiling = e3::counter_end, .exact = true};
  record.window = e3::ReplayWindow<64>::restore(0xFFFF'FFFF, {0x8123'4567'89AB'CDEF});
  return record;
}

template <class Receiver>
Verdict accept(Receiver& receiver, std::uint64_t counter) {
  std::array claims{e3::Claim{.counter = Counter{counter}}};
  REQUIRE(receiver.try_accept(claims));
  return claims[0].verdict;
}

}  // namespace

TEST_CASE("a formatted ceiling store has epoch 0 and nothing accepted") {
  Flash flash;
  auto store = *Store::format(flash);
  CHECK(*store.load(8) == e3::CeilingRecord{});
  CHECK(*Store::open(flash)->load(8) == e3::CeilingRecord{});
}

TEST_CASE("a ceiling store gives back each field of what was saved, now and after a restart") {
  Flash flash;
  auto store = *Store::format(flash);
  for (const auto& record :
       {exact_record(), e3::CeilingRecord{.epoch = Epoch{1}, .ceiling = Counter{0x8000'0001}}, e3::CeilingRecord{}}) {
    REQUIRE(store.save(record));
    CHECK(*store.load(8) == record);
    CHECK(*Store::open(flash)->load(8) == record);
  }
}

TEST_CASE("a save that a cut tore costs one lease, and the record is not exact any more") {
  for (std::uint64_t step = 1; step <= 65; ++step) {
    CAPTURE(step);
    Flash flash;
    auto store = *Store::format(flash);
    auto record = exact_record();
    record.ceiling = Counter{40};
    REQUIRE(store.save(record));
    flash.power_on();
    flash.cut_at(step);
    const e3::CeilingRecord next{.epoch = record.epoch, .ceiling = Counter{0x7070'7070}};
    CHECK(store.save(next).error() == Error::store_failed);
    CHECK(*store.load(8) == record);
    flash.power_on();
    const auto loaded = *Store::open(flash)->load(8);
    const bool untouched = loaded == record;
    const bool torn = loaded.ceiling == Counter{48} && !loaded.exact && loaded.epoch == record.epoch;
    CHECK((step == 1 ? untouched : step == 65 ? loaded == next : torn || untouched || loaded == next));
  }
}

TEST_CASE("an update that lowers the lease accepts nothing twice after a decayed record") {
  for (const unsigned accepted : {1U, 8U, 9U, 30U}) {
    for (const bool raised_before : {false, true}) {
      CAPTURE(accepted, raised_before);
      Flash flash;
      auto store = *Store::format(flash);
      if (raised_before) {
        auto receiver = *e3::ReceiveCeiling<Store, 2>::open(store);
        REQUIRE(accept(receiver, 0) == Verdict::accepted);
        store = *Store::open(flash);
      }
      const unsigned first = raised_before ? 2 : 0;
      auto receiver = *e3::ReceiveCeiling<Store, 8>::open(store);
      for (unsigned i = 0; i < accepted; ++i) {
        REQUIRE(accept(receiver, first + i) == Verdict::accepted);
      }
      power_cut::decay_newest(flash, 64);
      auto updated_store = *Store::open(flash);
      auto updated = *e3::ReceiveCeiling<Store, 3>::open(updated_store);
      for (unsigned i = 0; i < accepted; ++i) {
        CHECK(accept(updated, first + i) != Verdict::accepted);
      }
    }
  }
}

TEST_CASE("a ceiling raised near the end stays at 2^32") {
  Flash flash;
  auto store = *Store::format(flash);
  REQUIRE(store.save({.ceiling = Counter{0xFFFF'FFFC}}));
  flash.power_on();
  flash.cut_at(30);
  CHECK_FALSE(store.save({.epoch = Epoch{1}, .ceiling = Counter{77}}));
  flash.power_on();
  CHECK(Store::open(flash)->load(8)->ceiling == e3::counter_end);
}

TEST_CASE("a blank and a corrupt ceiling store are refused, and a dead chip fails") {
  Flash flash;
  CHECK(Store::open(flash).error() == Error::store_blank);
  flash.cells(1)[9] = 9;
  CHECK(Store::open(flash).error() == Error::store_corrupt);
  flash.cut_at(1);
  CHECK(Store::format(flash).error() == Error::store_failed);
  CHECK(Store::open(flash).error() == Error::store_unreadable);
}
