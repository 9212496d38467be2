#include "e3/store/flash/log.hpp"

#include <array>
#include <bit>

#include "e3/testing/faulty_flash.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

using e3::Error;
using e3::testing::FlashFault;
using e3::testing::Tear;
using Flash = e3::testing::FaultyFlash<128>;
using Log = e3::FlashLog<Flash, 24>;

namespace {

/// Bytes that share nothing with another record's.
std::array<std::uint8_t, 24> bytes_of(unsigned number) {
  std::array<std::uint8_t, 24> bytes{};
  support::Random{number}.fill(bytes);
  return bytes;
}

Log::Record record(unsigned number) { return std::bit_cast<Log::Record>(bytes_of(number)); }

/// A flash with a log of the records 0 to `count - 1`.
Flash with_records(unsigned count) {
  Flash flash;
  Log log{flash};
  REQUIRE(log.format(record(0)));
  for (unsigned i = 1; i < count; ++i) {
    REQUIRE(log.append(record(i)));
  }
  flash.power_on();
  return flash;
}

/// Writes zeros over part of a slot, as a write that a power cut tore.
void tear(Flash& flash, std::uint32_t page, std::uint32_t slot) {
  for (std::uint32_t i = 0; i < 10; ++i) {
    flash.cells(page)[32 * slot + i] = 0;
  }
}

/// Mounts a log, and returns its newest record.
template <class AnyLog>
e3::Result<Log::Record> mount(AnyLog& log) {
  e3::Result<Log::Record> newest{Log::Record{}};
  if (auto mounted = log.mount([&](const auto& record) noexcept { *newest = record; }); !mounted) {
    newest = mounted.error();
  }
  return newest;
}

struct Mounted {
  explicit Mounted(Flash& flash) : log{flash}, newest{mount(log)} {}
  Log log;
  e3::Result<Log::Record> newest;
};

}  // namespace

TEST_CASE("a record is stored with its sequence number and a CRC-32 of both, big-endian") {
  Flash flash = with_records(1);
  support::ByteVector slot = support::copy(bytes_of(0));
  slot.insert(slot.end(), {0, 0, 0, 1});
  const auto crc = e3::crc32(slot);
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    slot.push_back(static_cast<std::uint8_t>(crc >> shift));
  }
  const bool in_page_0 = support::contains(flash.cells(0), slot);
  const bool in_page_1 = support::contains(flash.cells(1), slot);
  CHECK(in_page_0 != in_page_1);
}

TEST_CASE("the newest record is found again, through both pages, many times round") {
  for (unsigned count = 1; count < 30; ++count) {
    CAPTURE(count);
    Flash flash = with_records(count);
    Mounted mounted{flash};
    REQUIRE(mounted.newest);
    CHECK(*mounted.newest == record(count - 1));
    CHECK(mounted.log.unsound() == 0);
    REQUIRE(mounted.log.append(record(99)));
    CHECK(*Mounted{flash}.newest == record(99));
  }
}

TEST_CASE("the pages take turns: one erase per page of records, and never of the page with the newest") {
  Flash flash = with_records(1);
  Log log{flash};
  REQUIRE(mount(log));
  for (unsigned i = 1; i < 32; ++i) {
    REQUIRE(log.append(record(i)));
  }
  // 31 records: 31 times programmed, and each 4 an erase.
  CHECK(flash.operations() == 31 + 31 / 4);
}

TEST_CASE("erased pages are a blank store, and pages of anything else a corrupt one") {
  Flash flash;
  CHECK(Mounted{flash}.newest.error() == Error::store_blank);
  for (const unsigned byte : {0x00U, 0x55U, 0xFEU}) {
    flash.cells(1)[77] = static_cast<std::uint8_t>(byte);
    CHECK(Mounted{flash}.newest.error() == Error::store_corrupt);
  }
}

TEST_CASE("a record with any bit flipped is unsound, and the one before it is the newest") {
  for (std::size_t bit = 0; bit < 256; ++bit) {
    CAPTURE(bit);
    Flash flash = with_records(2);
    const std::uint32_t page = support::same(flash.cells(0).first<24>(), bytes_of(0)) ? 0 : 1;
    flash.cells(page)[32 + bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    Mounted mounted{flash};
    REQUIRE(mounted.newest);
    REQUIRE(*mounted.newest == record(0));
    REQUIRE(mounted.log.unsound() == 1);
  }
}

TEST_CASE("unsound slots behind the newest record in its page are counted and left where they are") {
  Flash flash = with_records(2);
  const std::uint32_t page = support::same(flash.cells(0).first<24>(), bytes_of(0)) ? 0 : 1;
  tear(flash, page, 2);
  CHECK(Mounted{flash}.log.unsound() == 1);
  tear(flash, page, 3);
  Mounted mounted{flash};
  CHECK(*mounted.newest == record(1));
  CHECK(mounted.log.unsound() == 2);
  REQUIRE(mounted.log.append(record(9)));
  CHECK(mounted.log.unsound() == 0);
  CHECK(support::same(flash.cells(1 - page).first<24>(), bytes_of(9)));
}

TEST_CASE("what is torn in the other page does not count, and is erased before a record is written there") {
  for (std::uint32_t first = 0; first < 4; ++first) {
    CAPTURE(first);
    Flash flash = with_records(4);
    const std::uint32_t page = support::same(flash.cells(0).first<24>(), bytes_of(0)) ? 0 : 1;
    for (std::uint32_t slot = first; slot < 4; ++slot) {
      tear(flash, 1 - page, slot);
    }
    Mounted mounted{flash};
    CHECK(mounted.log.unsound() == 0);
    REQUIRE(mounted.log.append(record(9)));
    CHECK(support::same(flash.cells(1 - page).first<24>(), bytes_of(9)));
    CHECK(*Mounted{flash}.newest == record(9));
  }
}

TEST_CASE("a page begins with what is assumed so far, and nothing else in it does") {
  Flash flash = with_records(4);
  const std::uint32_t page = support::same(flash.cells(0).first<24>(), bytes_of(0)) ? 0 : 1;
  Mounted mounted{flash};
  REQUIRE(mounted.log.append(record(5), record(4)));
  REQUIRE(mounted.log.append(record(6), record(99)));
  REQUIRE(Mounted{flash}.log.append(record(7), record(99)));
  for (std::uint32_t slot = 0; slot < 4; ++slot) {
    CHECK(support::same(e3::Bytes{flash.cells(1 - page)}.subspan(std::size_t{32} * slot, 24), bytes_of(4 + slot)));
  }
}

TEST_CASE(
    "a cut where a page begins leaves the newest record, what is assumed, or the new one, and counts only the last") {
  for (std::uint64_t step = 1;; ++step) {
    CAPTURE(step);
    Flash flash = with_records(4);
    {
      Mounted mounted{flash};
      flash.cut_at(step, Tear::half);
      static_cast<void>(mounted.log.append(record(5), record(4)).has_value());
    }
    const bool cut = !flash.powered();
    flash.power_on();
    Mounted mounted{flash};
    REQUIRE(mounted.newest);
    CHECK((*mounted.newest == record(3) || *mounted.newest == record(4) || *mounted.newest == record(5)));
    CHECK(mounted.log.unsound() <= (*mounted.newest == record(4) ? 1U : 0U));
    if (!cut) {
      CHECK(*mounted.newest == record(5));
      break;
    }
    REQUIRE(mounted.log.append(record(5), record(4)));
    CHECK(*Mounted{flash}.newest == record(5));
  }
}

TEST_CASE("a record that begins a page leaves, where a cut tears it, the log as it was") {
  for (unsigned count = 1; count < 6; ++count) {
    for (std::uint64_t step = 1;; ++step) {
      CAPTURE(count, step);
      Flash flash = with_records(count);
      {
        Mounted mounted{flash};
        flash.cut_at(step, Tear::half);
        static_cast<void>(mounted.log.begin_page(record(80)).has_value());
      }
      const bool cut = !flash.powered();
      flash.power_on();
      Mounted mounted{flash};
      REQUIRE(mounted.newest);
      CHECK((*mounted.newest == record(80) || (cut && *mounted.newest == record(count - 1))));
      CHECK(mounted.log.unsound() == 0);
      if (!cut) {
        break;
      }
    }
  }
}

TEST_CASE("each fault of one operation is survived where a page begins, also in a page of two slots") {
  using SmallFlash = e3::testing::FaultyFlash<64>;
  using SmallLog = e3::FlashLog<SmallFlash, 24>;
  for (const auto fault : {FlashFault::lost, FlashFault::stale, FlashFault::refused, FlashFault::unsure}) {
    for (unsigned count = 1; count < 5; ++count) {
      for (std::uint64_t operation = 1; operation < 6; ++operation) {
        CAPTURE(static_cast<int>(fault), count, operation);
        SmallFlash flash;
        SmallLog log{flash};
        REQUIRE(log.format(record(0)));
        for (unsigned i = 1; i < count; ++i) {
          REQUIRE(log.append(record(i), record(i - 1)));
        }
        flash.power_on();
        flash.fault_at(operation, fault);
        REQUIRE(log.append(record(50), record(count - 1)));
        SmallLog mounted{flash};
        CHECK(*mount(mounted) == record(50));
        CHECK(mounted.unsound() == 0);
      }
    }
  }
}

TEST_CASE("older records in the other page are not unsound slots behind the newest") {
  Flash flash = with_records(8);
  const std::uint32_t page = support::same(flash.cells(0).first<24>(), bytes_of(0)) ? 0 : 1;
  tear(flash, page, 1);
  CHECK(Mounted{flash}.log.unsound() == 0);
}

TEST_CASE("each fault of one operation is survived, and the record is in flash when append says so") {
  for (const auto fault : {FlashFault::lost, FlashFault::stale, FlashFault::refused, FlashFault::unsure}) {
    for (unsigned count = 1; count < 9; ++count) {
      for (std::uint64_t operation = 1; operation < 4; ++operation) {
        CAPTURE(static_cast<int>(fault), count, operation);
        Flash flash = with_records(count);
        Mounted mounted{flash};
        flash.fault_at(operation, fault);
        REQUIRE(mounted.log.append(record(50)));
        flash.power_on();
        Mounted again{flash};
        REQUIRE(again.newest);
        CHECK(*again.newest == record(50));
        CHECK(again.log.unsound() == 0);
      }
    }
  }
}

namespace {

/// A flash whose operations all have one fault while `faulty`.
struct BadFlash : Flash {
  bool program(std::uint32_t page, std::uint32_t offset, e3::Bytes in) noexcept {
    next();
    return Flash::program(page, offset, in);
  }
  bool erase(std::uint32_t page) noexcept {
    next();
    return Flash::erase(page);
  }
  bool read(std::uint32_t page, std::uint32_t offset, e3::MutableBytes out) noexcept {
    return !unreadable && Flash::read(page, offset, out);
  }
  void next() noexcept {
    if (faulty) {
      fault_at(operations() + 1, fault);
    }
  }
  FlashFault fault = FlashFault::lost;
  bool faulty = false;
  bool unreadable = false;
};
using BadLog = e3::FlashLog<BadFlash, 24>;

}  // namespace

TEST_CASE("a flash that stays faulty fails the append, and the log goes on once it works again") {
  for (const auto fault : {FlashFault::lost, FlashFault::refused, FlashFault::unsure, FlashFault::stale}) {
    for (unsigned count = 1; count < 9; ++count) {
      CAPTURE(static_cast<int>(fault), count);
      BadFlash flash;
      BadLog log{flash};
      REQUIRE(log.format(record(0)));
      for (unsigned i = 1; i < count; ++i) {
        REQUIRE(log.append(record(i)));
      }
      flash.fault = fault;
      flash.faulty = true;
      CHECK(log.append(record(60)).error() == Error::store_failed);
      flash.faulty = false;
      REQUIRE(log.append(record(61)));
      BadLog mounted{flash};
      CHECK(*mount(mounted) == record(61));
    }
  }
}

TEST_CASE("a chip that cannot be read is an unreadable store, and a write that cannot be read back has failed") {
  BadFlash flash;
  BadLog log{flash};
  REQUIRE(log.format(record(0)));
  REQUIRE(log.append(record(1)));
  flash.unreadable = true;
  BadLog unreadable{flash};
  CHECK(mount(unreadable).error() == Error::store_unreadable);
  CHECK(log.append(record(2)).error() == Error::store_failed);
  flash.unreadable = false;
  REQUIRE(log.append(record(3)));
  BadLog mounted{flash};
  CHECK(*mount(mounted) == record(3));
}

TEST_CASE("a torn write that the chip cannot read is an unsound slot") {
  for (std::uint64_t step = 1; step <= 32; ++step) {
    CAPTURE(step);
    Flash flash = with_records(2);
    Mounted mounted{flash};
    flash.cut_at(step, Tear::unreadable);
    CHECK_FALSE(mounted.log.append(record(2)));
    flash.power_on();
    Mounted again{flash};
    REQUIRE(again.newest);
    CHECK(*again.newest == record(1));
    CHECK(again.log.unsound() == 1);
    REQUIRE(again.log.append(record(3)));
    CHECK(*Mounted{flash}.newest == record(3));
  }
}

TEST_CASE("a cut in a format leaves the log that was there, newest record and all, or the new one") {
  for (unsigned count = 1; count < 10; ++count) {
    for (std::uint64_t step = 1;; ++step) {
      CAPTURE(count, step);
      Flash flash = with_records(count);
      flash.cut_at(step);
      Log log{flash};
      const bool formatted = log.format(record(80)).has_value();
      const bool cut = !flash.powered();
      CHECK(formatted != cut);
      flash.power_on();
      Mounted mounted{flash};
      REQUIRE(mounted.newest);
      REQUIRE((*mounted.newest == record(80) || (cut && *mounted.newest == record(count - 1))));
      if (!cut) {
        break;
      }
    }
  }
}

TEST_CASE("after a format nothing of what was there is left") {
  for (unsigned count = 1; count < 10; ++count) {
    CAPTURE(count);
    Flash flash = with_records(count);
    Log log{flash};
    REQUIRE(log.format(record(80)));
    unsigned records = 0;
    log.for_each([&](const auto& found) {
      CHECK(found == record(80));
      ++records;
    });
    CHECK(records == 1);
    REQUIRE(log.append(record(81)));
    CHECK(*Mounted{flash}.newest == record(81));
  }
}

TEST_CASE("stale reads after a format do not bring the old log back") {
  Flash flash = with_records(3);
  Log log{flash};
  // Erase, program, erase: the last one is done and stale, and the power goes before it is verified.
  flash.fault_at(3, FlashFault::stale);
  flash.cut_at(9 + 33 + 9);
  CHECK_FALSE(log.format(record(80)));
  flash.power_on();
  CHECK(*Mounted{flash}.newest == record(80));
}

TEST_CASE("a record that failed and was in flash all the same never comes before a later one") {
  BadFlash flash;
  BadLog log{flash};
  REQUIRE(log.format(record(0)));
  flash.fault = FlashFault::unsure;
  flash.faulty = true;
  CHECK(log.append(record(1)).error() == Error::store_failed);
  flash.faulty = false;
  REQUIRE(log.append(record(2)));
  BadLog mounted{flash};
  CHECK(*mount(mounted) == record(2));
}

TEST_CASE("clearing zeroes all slots but blank ones and those that are to be kept") {
  Flash flash = with_records(6);
  const std::uint32_t page = support::same(flash.cells(0).first<24>(), bytes_of(0)) ? 0 : 1;
  tear(flash, page, 1);
  tear(flash, 1 - page, 2);
  Mounted mounted{flash};
  REQUIRE(mounted.log.clear_unless([](const auto& found) { return found == record(4) || found == record(5); }));
  CHECK(support::all_zero(flash.cells(page)));
  CHECK(support::same(e3::Bytes{flash.cells(1 - page)}.first(24), bytes_of(4)));
  CHECK(support::all_zero(e3::Bytes{flash.cells(1 - page)}.subspan(64, 32)));
  CHECK(flash.cells(1 - page)[96] == 0xFF);
  const auto operations = flash.operations();
  REQUIRE(mounted.log.clear_unless([](const auto&) { return true; }));
  CHECK(flash.operations() == operations);
  CHECK(*Mounted{flash}.newest == record(5));
}

TEST_CASE("clearing survives each fault of one operation, and says so if a slot stays") {
  for (const auto fault : {FlashFault::lost, FlashFault::stale, FlashFault::refused, FlashFault::unsure}) {
    CAPTURE(static_cast<int>(fault));
    Flash flash = with_records(2);
    Mounted mounted{flash};
    flash.fault_at(1, fault);
    CHECK(mounted.log.clear_unless([](const auto& found) { return found == record(1); }));
    CHECK_FALSE(support::contains(flash.cells(0), bytes_of(0)));
    CHECK_FALSE(support::contains(flash.cells(1), bytes_of(0)));
  }
  BadFlash flash;
  BadLog log{flash};
  REQUIRE(log.format(record(0)));
  flash.faulty = true;
  CHECK_FALSE(log.clear_unless([](const auto&) { return false; }));
}
