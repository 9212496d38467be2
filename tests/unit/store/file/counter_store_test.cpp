#include "e3/store/file/counter_store.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <type_traits>

#include "support/catch.hpp"
#include "support/child.hpp"
#include "support/failing_files.hpp"
#include "support/temporary_directory.hpp"

using e3::Counter;
using e3::Epoch;
using e3::Error;
using e3::FileCounterStore;
using support::ByteVector;
using support::FileStep;
using FailingStore = e3::BasicFileCounterStore<support::FailingFiles>;

namespace {

const e3::KeyMark mark{Epoch{2}, support::counting<8>()};
const e3::KeyMark later{Epoch{3}, support::counting<8>(0x40)};

/// A record as the format's comment lays it out, built by hand.
ByteVector record(std::uint32_t epoch, std::uint64_t bound) {
  ByteVector bytes{'E', '3', 'c', 'o', 'u', 'n', 't', 1};
  const auto append = [&](std::uint64_t number, std::size_t size) {
    while (size > 0) {
      bytes.push_back(static_cast<std::uint8_t>(number >> (8 * --size)));
    }
  };
  append(epoch, 4);
  bytes.insert(bytes.end(), mark.id.begin(), mark.id.end());
  append(bound, 8);
  append(0, 4);
  append(e3::crc32(bytes), 4);
  return bytes;
}

struct Files {
  Files() { REQUIRE(FileCounterStore::format(path, mark)); }

  Error refusal() const {
    const auto store = FileCounterStore::open(path);
    REQUIRE_FALSE(store);
    return store.error();
  }

  support::TemporaryDirectory directory;
  std::string path = directory.file("counters");
};

}  // namespace

TEST_CASE("a formatted store starts at 0 and goes on where it was after each restart") {
  const Files files;
  for (const unsigned first : {0U, 64U, 128U}) {
    auto store = FileCounterStore::open(files.path);
    REQUIRE(store);
    CHECK(*store->epoch() == Epoch{2});
    CHECK(*store->reserve(mark, 60) == Counter{first});
    CHECK(*store->reserve(mark, 4) == Counter{first + 60});
  }
}

TEST_CASE("the file is the record that its format says, and the bound is in it before a counter is out") {
  const Files files;
  CHECK(support::read_file(files.path) == record(2, 0));
  auto store = FileCounterStore::open(files.path);
  REQUIRE(store->reserve(mark, 0x1'2345));
  CHECK(support::read_file(files.path) == record(2, 0x1'2345));
}

TEST_CASE("a store that was never formatted is blank, and looking at it leaves no file behind") {
  const support::TemporaryDirectory directory;
  CHECK(FileCounterStore::open(directory.file("mistyped")).error() == Error::store_blank);
  CHECK(FileCounterStore::open(directory.file("none/mistyped")).error() == Error::store_blank);
  CHECK(std::filesystem::is_empty(directory.file("")));
}

TEST_CASE("an empty file is blank, and only then may it be formatted") {
  const support::TemporaryDirectory directory;
  support::write_file(directory.file("counters"), {});
  CHECK(FileCounterStore::open(directory.file("counters")).error() == Error::store_blank);
  CHECK(FileCounterStore::format(directory.file("counters"), mark));
}

TEST_CASE("formatting refuses a store that holds anything, and leaves it alone") {
  const Files files;
  REQUIRE(FileCounterStore::open(files.path)->reserve(mark, 64));
  CHECK(FileCounterStore::format(files.path, mark).error() == Error::store_not_blank);
  CHECK(support::read_file(files.path) == record(2, 64));
  support::write_file(files.path, support::counting<1>());
  CHECK(FileCounterStore::format(files.path, mark).error() == Error::store_not_blank);
}

TEST_CASE("something that is no counter store is foreign") {
  const Files files;
  support::write_file(files.path, support::counting<36>());
  CHECK(files.refusal() == Error::store_foreign);
  support::write_file(files.path, support::counting<8>());
  CHECK(files.refusal() == Error::store_foreign);
}

TEST_CASE("a file that was cut, at any size, is refused") {
  const Files files;
  const auto whole = record(2, 64);
  for (std::size_t size = 1; size < whole.size(); ++size) {
    CAPTURE(size);
    support::write_file(files.path, e3::Bytes{whole}.first(size));
    CHECK(files.refusal() == Error::store_corrupt);
  }
}

TEST_CASE("a file with bytes behind its record is refused") {
  const Files files;
  auto whole = record(2, 64);
  whole.push_back(0);
  support::write_file(files.path, whole);
  CHECK(files.refusal() == Error::store_corrupt);
}

TEST_CASE("each flipped bit of the file is refused") {
  const Files files;
  const auto whole = record(2, 64);
  for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    CAPTURE(bit);
    auto damaged = whole;
    damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ (1U << (bit % 8)));
    support::write_file(files.path, damaged);
    CHECK(files.refusal() == (bit < 64 ? Error::store_foreign : Error::store_corrupt));
  }
}

TEST_CASE("a bound above 2^32 is refused, whatever its checksum says") {
  const Files files;
  support::write_file(files.path, record(2, 0x1'0000'0001));
  CHECK(files.refusal() == Error::store_corrupt);
  support::write_file(files.path, record(2, 0x1'0000'0000));
  CHECK(FileCounterStore::open(files.path)->reserve(mark, 1).error() == Error::counter_exhausted);
}

TEST_CASE("a directory in the store's place is unreadable, for opening and for formatting") {
  const support::TemporaryDirectory directory;
  REQUIRE(std::filesystem::create_directory(directory.file("counters")));
  CHECK(FileCounterStore::open(directory.file("counters")).error() == Error::store_unreadable);
  CHECK(FileCounterStore::format(directory.file("counters"), mark).error() == Error::store_unreadable);
}

TEST_CASE("a store that is reached through a symbolic link is refused") {
  const Files files;
  std::filesystem::create_symlink(files.path, files.directory.file("link"));
  CHECK(FileCounterStore::open(files.directory.file("link")).error() == Error::store_unreadable);
  CHECK(FileCounterStore::format(files.directory.file("link"), mark).error() == Error::store_unreadable);
  CHECK(support::read_file(files.path) == record(2, 0));
}

TEST_CASE("a store in a directory that is not there cannot be formatted") {
  const support::TemporaryDirectory directory;
  CHECK(FileCounterStore::format(directory.file("none/counters"), mark).error() == Error::store_unreadable);
}

TEST_CASE("a store has one user, in this process and in others") {
  const Files files;
  {
    const auto store = FileCounterStore::open(files.path);
    REQUIRE(store);
    CHECK(files.refusal() == Error::store_locked);
    CHECK(FileCounterStore::format(files.path, mark).error() == Error::store_locked);
    const support::WaitingChild child{[&] {
      const auto second = FileCounterStore::open(files.path);
      return !second && second.error() == Error::store_locked;
    }};
    CHECK(child.succeeded());
  }
  CHECK(FileCounterStore::open(files.path));
}

TEST_CASE("a process that is killed frees its store, and its counters are not repeated") {
  const Files files;
  support::WaitingChild child{[&] {
    auto store = FileCounterStore::open(files.path);
    return store && store->reserve(mark, 64) ? std::optional{*std::move(store)} : std::nullopt;
  }};
  REQUIRE(child.succeeded());
  CHECK(files.refusal() == Error::store_locked);
  child.kill();
  auto store = FileCounterStore::open(files.path);
  REQUIRE(store);
  CHECK(*store->reserve(mark, 1) == Counter{64});
}

TEST_CASE("the store of another key gives out nothing") {
  const Files files;
  auto store = FileCounterStore::open(files.path);
  CHECK(store->reserve(later, 1).error() == Error::store_of_another_key);
  CHECK(store->reserve({mark.epoch, later.id}, 1).error() == Error::store_of_another_key);
  CHECK(store->reserve({later.epoch, mark.id}, 1).error() == Error::store_of_another_key);
  CHECK(support::read_file(files.path) == record(2, 0));
}

TEST_CASE("the last counter given out is 2^32 - 1") {
  const Files files;
  support::write_file(files.path, record(2, 0xFFFF'FFFE));
  auto store = FileCounterStore::open(files.path);
  CHECK(store->reserve(mark, 3).error() == Error::counter_exhausted);
  CHECK(*store->reserve(mark, 2) == Counter{0xFFFF'FFFE});
  CHECK(store->reserve(mark, 1).error() == Error::counter_exhausted);
}

TEST_CASE("advancing goes to a later epoch only, counts from 0 there, and is durable") {
  const Files files;
  {
    auto store = FileCounterStore::open(files.path);
    REQUIRE(store->reserve(mark, 64));
    CHECK(store->advance(mark).error() == Error::epoch_not_later);
    CHECK(store->advance({mark.epoch, later.id}).error() == Error::epoch_not_later);
    CHECK(store->advance({Epoch{1}, later.id}).error() == Error::epoch_not_later);
    CHECK(support::read_file(files.path) == record(2, 64));
    CHECK(store->advance(later));
    CHECK(store->reserve(mark, 1).error() == Error::store_of_another_key);
  }
  auto store = FileCounterStore::open(files.path);
  CHECK(*store->epoch() == later.epoch);
  CHECK(*store->reserve(later, 1) == Counter{0});
}

TEST_CASE("a file that was changed behind the store's back gives out nothing") {
  const Files files;
  auto store = FileCounterStore::open(files.path);
  const auto old = support::read_file(files.path);
  REQUIRE(store->reserve(mark, 64));
  SECTION("rolled back to an earlier bound") {
    support::write_file(files.path, old);
    CHECK(store->reserve(mark, 1).error() == Error::store_corrupt);
    CHECK(store->advance(later).error() == Error::store_corrupt);
  }
  SECTION("rolled back to an earlier epoch") {
    support::write_file(files.path, record(1, 1000));
    CHECK(store->reserve(mark, 1).error() == Error::store_corrupt);
  }
  SECTION("replaced by the store of another key of the same epoch") {
    auto other = record(2, 1000);
    other[12] = 0xFF;
    const auto sum = e3::crc32(e3::Bytes{other}.first(32));
    for (std::size_t i = 0; i < 4; ++i) {
      other[32 + i] = static_cast<std::uint8_t>(sum >> (24 - 8 * i));
    }
    support::write_file(files.path, other);
    CHECK(store->reserve(mark, 1).error() == Error::store_corrupt);
  }
  SECTION("removed") {
    std::filesystem::remove(files.path);
    CHECK(store->reserve(mark, 1).error() == Error::store_blank);
  }
  SECTION("truncated") {
    support::write_file(files.path, {});
    CHECK(store->reserve(mark, 1).error() == Error::store_blank);
  }
}

TEST_CASE("whichever step of a write fails, no counter is given out for it and none is repeated") {
  const auto step =
      GENERATE(FileStep::create, FileStep::write, FileStep::sync, FileStep::rename, FileStep::sync_directory);
  const Files files;
  auto store = FailingStore::open(files.path);
  REQUIRE(*store->reserve(mark, 64) == Counter{0});
  {
    const support::FailAt fail{step};
    CHECK(store->reserve(mark, 64).error() == Error::store_failed);
    CHECK(store->reserve(mark, 64).error() == Error::store_failed);
  }
  const auto next = store->reserve(mark, 64);
  REQUIRE(next);
  // The bound may have reached the disk although the call failed; then its counters are lost.
  CHECK(*next == Counter{step == FileStep::sync_directory ? 192U : 64U});
}

TEST_CASE("whichever step of an advance fails, the store is wholly in the old epoch or in the new") {
  const auto step =
      GENERATE(FileStep::create, FileStep::write, FileStep::sync, FileStep::rename, FileStep::sync_directory);
  const Files files;
  auto store = FailingStore::open(files.path);
  REQUIRE(*store->reserve(mark, 64) == Counter{0});
  {
    const support::FailAt fail{step};
    CHECK(store->advance(later).error() == Error::store_failed);
  }
  if (step == FileStep::sync_directory) {
    CHECK(store->reserve(mark, 1).error() == Error::store_of_another_key);
    CHECK(*store->reserve(later, 1) == Counter{0});
  } else {
    CHECK(*store->reserve(mark, 1) == Counter{64});
    CHECK(store->advance(later));
  }
}

TEST_CASE("a format that fails leaves nothing that opens") {
  const auto step = GENERATE(FileStep::create, FileStep::write, FileStep::sync, FileStep::rename);
  const support::TemporaryDirectory directory;
  {
    const support::FailAt fail{step};
    CHECK(FailingStore::format(directory.file("counters"), mark).error() == Error::store_failed);
  }
  CHECK(FileCounterStore::open(directory.file("counters")).error() == Error::store_blank);
  CHECK(FileCounterStore::format(directory.file("counters"), mark));
}

TEST_CASE("a store has one owner") {
  STATIC_REQUIRE(std::is_nothrow_move_constructible_v<FileCounterStore>);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<FileCounterStore>);
}
