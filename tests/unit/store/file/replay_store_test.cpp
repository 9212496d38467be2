#include "e3/store/file/replay_store.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <type_traits>
#include <vector>

#include "support/allocations.hpp"
#include "support/catch.hpp"
#include "support/child.hpp"
#include "support/failing_files.hpp"
#include "support/temporary_directory.hpp"

using e3::Counter;
using e3::DeviceId;
using e3::Epoch;
using e3::EpochMove;
using e3::Error;
using e3::FileReplayStore;
using e3::Generation;
using e3::Verdict;
using support::FileStep;
using FailingStore = e3::BasicFileReplayStore<64, support::FailingFiles>;

namespace {

const DeviceId first{support::counting<8>(1)};
const DeviceId second{support::counting<8>(2)};

template <class Store>
e3::Claim present(Store& store, const DeviceId& device, unsigned epoch, std::uint64_t counter,
                  EpochMove move = EpochMove::stay) {
  e3::Claim claim{.device = device, .epoch = Epoch{epoch}, .counter = Counter{counter}, .move = move};
  REQUIRE(store.try_accept({&claim, 1}));
  return claim;
}

struct Files {
  Files() {
    auto store = FileReplayStore::format(path);
    REQUIRE(store);
    REQUIRE(store->enroll(first, Generation{0}));
    REQUIRE(store->enroll(second, Generation{0}));
  }

  Error refusal() const {
    const auto store = FileReplayStore::open(path);
    REQUIRE_FALSE(store);
    return store.error();
  }

  support::TemporaryDirectory directory;
  std::string path = directory.file("accepted");
};

}  // namespace

TEST_CASE("what a store accepted it knows after a restart") {
  const Files files;
  {
    auto store = FileReplayStore::open(files.path);
    REQUIRE(store);
    CHECK(present(*store, first, 0, 3).gap.count == 3);
    CHECK(present(*store, first, 0, 3).verdict == Verdict::replayed);
    CHECK(present(*store, second, 0, 0).verdict == Verdict::accepted);
  }
  auto store = FileReplayStore::open(files.path);
  REQUIRE(store);
  CHECK(present(*store, first, 0, 3).verdict == Verdict::replayed);
  CHECK(present(*store, second, 0, 0).verdict == Verdict::replayed);
  CHECK(present(*store, first, 0, 2).gap.late);
  CHECK(present(*store, DeviceId{support::counting<8>(3)}, 0, 0).verdict == Verdict::unknown);
}

TEST_CASE("a move to a later epoch is stored with both windows, and closing is final") {
  const Files files;
  {
    auto store = FileReplayStore::open(files.path);
    CHECK(present(*store, first, 0, 5).verdict == Verdict::accepted);
    CHECK(present(*store, first, 1, 7, EpochMove::keep_previous).verdict == Verdict::accepted);
  }
  {
    auto store = FileReplayStore::open(files.path);
    CHECK(present(*store, first, 0, 5).verdict == Verdict::replayed);
    CHECK(present(*store, first, 0, 6).verdict == Verdict::accepted);
    CHECK(present(*store, first, 1, 7).verdict == Verdict::replayed);
    CHECK(store->find(first)->state.previous == Epoch{0});
    REQUIRE(store->close_previous(first));
    CHECK(store->close_previous(DeviceId{support::counting<8>(3)}).error() == Error::not_enrolled);
  }
  auto store = FileReplayStore::open(files.path);
  CHECK(present(*store, first, 0, 8).verdict == Verdict::epoch_closed);
  CHECK(store->find(first)->state.epoch == Epoch{1});
}

TEST_CASE("claims of one span are judged in order and become durable in one step") {
  const Files files;
  auto store = FailingStore::open(files.path);
  REQUIRE(store);
  std::array<e3::Claim, 4> claims{};
  claims[0] = {.device = first, .counter = Counter{0}};
  claims[1] = {.device = second, .counter = Counter{0}};
  claims[2] = {.device = first, .counter = Counter{0}};
  claims[3] = {.device = DeviceId{support::counting<8>(3)}};
  const int before = support::FailingFiles::renames;
  REQUIRE(store->try_accept(claims));
  CHECK(support::FailingFiles::renames == before + 1);
  CHECK(claims[0].verdict == Verdict::accepted);
  CHECK(claims[1].verdict == Verdict::accepted);
  CHECK(claims[2].verdict == Verdict::replayed);
  CHECK(claims[3].verdict == Verdict::unknown);
  SECTION("claims of which none is accepted write nothing") {
    REQUIRE(store->try_accept(claims));
    CHECK(support::FailingFiles::renames == before + 1);
    CHECK(claims[0].verdict == Verdict::replayed);
  }
}

TEST_CASE("whichever step of a replay store's write fails, nothing was accepted and all can be presented again") {
  const auto step =
      GENERATE(FileStep::create, FileStep::write, FileStep::sync, FileStep::rename, FileStep::sync_directory);
  const Files files;
  auto store = FailingStore::open(files.path);
  e3::Claim claim{.device = first, .counter = Counter{4}};
  {
    const support::FailAt fail{step};
    CHECK(store->try_accept({&claim, 1}).error() == Error::store_failed);
    CHECK(store->close_previous(first).error() == Error::store_failed);
    CHECK(store->enroll(DeviceId{support::counting<8>(3)}, Generation{0}).error() == Error::store_failed);
  }
  CHECK(store->find(first)->state.window.empty());
  CHECK(store->find(DeviceId{support::counting<8>(3)}).error() == Error::not_enrolled);
  CHECK(present(*store, first, 0, 4).verdict == Verdict::accepted);
}

TEST_CASE("provisioning anew needs a later generation and starts over") {
  const Files files;
  auto store = FileReplayStore::open(files.path);
  CHECK(present(*store, first, 1, 9, EpochMove::keep_previous).verdict == Verdict::accepted);
  CHECK(store->enroll(first, Generation{0}).error() == Error::generation_not_new);
  REQUIRE(store->enroll(first, Generation{2}));
  CHECK(store->enroll(first, Generation{1}).error() == Error::generation_not_new);
  CHECK(store->find(first)->state.generation == Generation{2});
  CHECK(store->find(first)->state.epoch == Epoch{0});
  // Whoever still holds a key of the old root would find the window empty, so it is not asked.
  CHECK(present(*store, first, 0, 9).verdict == Verdict::unknown);
  e3::Claim claim{.device = first, .generation = Generation{2}, .counter = Counter{9}};
  REQUIRE(store->try_accept({&claim, 1}));
  CHECK(claim.verdict == Verdict::accepted);
}

TEST_CASE("a store holds as many devices as its format says") {
  const Files files;
  std::vector<e3::ReplayRecord<64>> records;
  for (std::size_t i = 0; i + 1 < e3::ReplayFormat<64>::max_records; ++i) {
    const std::array<std::uint8_t, 2> id{static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)};
    records.push_back({DeviceId{id}});
  }
  support::ByteVector content(e3::ReplayFormat<64>::size(records.size()));
  e3::ReplayFormat<64>::write(records, content);
  support::write_file(files.path, content);

  auto store = FileReplayStore::open(files.path);
  REQUIRE(store);
  CHECK(store->enroll(first, Generation{0}));
  CHECK(store->enroll(second, Generation{0}).error() == Error::capacity_reached);
  CHECK(store->enroll(first, Generation{1}));
}

TEST_CASE("a replay store that was never formatted is blank, and looking at it leaves no file behind") {
  const support::TemporaryDirectory directory;
  CHECK(FileReplayStore::open(directory.file("mistyped")).error() == Error::store_blank);
  CHECK(std::filesystem::is_empty(directory.file("")));
}

TEST_CASE("an empty replay store file is blank, and formatting refuses any other") {
  const Files files;
  CHECK(FileReplayStore::format(files.path).error() == Error::store_not_blank);
  support::write_file(files.path, {});
  CHECK(files.refusal() == Error::store_blank);
  CHECK(FileReplayStore::format(files.path));
}

TEST_CASE("damaged, foreign and unreadable replay stores are refused by name") {
  const Files files;
  const auto whole = support::read_file(files.path);
  support::write_file(files.path, e3::Bytes{whole}.first(whole.size() - 1));
  CHECK(files.refusal() == Error::store_corrupt);
  auto damaged = whole;
  damaged[20] = static_cast<std::uint8_t>(damaged[20] ^ 1);
  support::write_file(files.path, damaged);
  CHECK(files.refusal() == Error::store_corrupt);
  support::write_file(files.path, support::ByteVector(e3::ReplayFormat<64>::max_size + 100, 0x11));
  CHECK(files.refusal() == Error::store_foreign);
  support::write_file(files.path, whole);
  CHECK(e3::BasicFileReplayStore<128>::open(files.path).error() == Error::store_foreign);
  CHECK(FileReplayStore::open(files.path));

  REQUIRE(std::filesystem::create_directory(files.directory.file("folder")));
  CHECK(FileReplayStore::open(files.directory.file("folder")).error() == Error::store_unreadable);
  CHECK(FileReplayStore::format(files.directory.file("folder")).error() == Error::store_unreadable);
  CHECK(FileReplayStore::format(files.directory.file("none/accepted")).error() == Error::store_unreadable);
}

TEST_CASE("a replay store has one user, and a killed one frees it with what it accepted") {
  const Files files;
  support::WaitingChild child{[&] {
    auto store = FileReplayStore::open(files.path);
    e3::Claim claim{.device = first, .counter = Counter{4}};
    return store && store->try_accept({&claim, 1}) && claim.verdict == Verdict::accepted
               ? std::optional{*std::move(store)}
               : std::nullopt;
  }};
  REQUIRE(child.succeeded());
  CHECK(files.refusal() == Error::store_locked);
  CHECK(FileReplayStore::format(files.path).error() == Error::store_locked);
  child.kill();
  auto store = FileReplayStore::open(files.path);
  REQUIRE(store);
  CHECK(files.refusal() == Error::store_locked);
  CHECK(present(*store, first, 0, 4).verdict == Verdict::replayed);
}

TEST_CASE("accepting allocates nothing, also right after a device was added") {
  const Files files;
  auto store = FileReplayStore::open(files.path);
  for (unsigned i = 0; i < 20; ++i) {
    CAPTURE(i);
    const DeviceId device{support::counting<4>(10 + i)};
    REQUIRE(store->enroll(device, Generation{0}));
    e3::Claim claim{.device = device, .counter = Counter{1}};
    const std::size_t before = support::allocations();
    const bool accepted = store->try_accept({&claim, 1}).has_value();
    const std::size_t after = support::allocations();
    CHECK(accepted);
    CHECK(after == before);
  }
}

TEST_CASE("a replay store has one owner") {
  STATIC_REQUIRE(std::is_move_constructible_v<FileReplayStore>);
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<FileReplayStore>);
}
