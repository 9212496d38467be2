#include "e3/replay/ceiling.hpp"

#include <array>
#include <set>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"
#include "support/random.hpp"

using e3::Claim;
using e3::Counter;
using e3::Epoch;
using e3::EpochMove;
using e3::Error;
using e3::Verdict;

namespace {

/// A ceiling store in memory that fails when told to, with or without having stored the record.
struct ScriptedStore {
  e3::Result<e3::CeilingRecord> load(std::uint32_t) noexcept {
    if (blank) {
      return Error::store_blank;
    }
    return record;
  }
  e3::Result<void> save(const e3::CeilingRecord& next) noexcept {
    ++saves;
    if (saves != failing_save || stores_all_the_same) {
      record = next;
    }
    return saves == failing_save ? e3::Result<void>{Error::store_failed} : e3::Result<void>{};
  }

  e3::CeilingRecord record{};
  int saves = 0;
  int failing_save = 0;
  bool stores_all_the_same = false;
  bool blank = false;
};

using Receiver = e3::ReceiveCeiling<ScriptedStore, 8>;

e3::Result<Verdict> judge(Receiver& receiver, std::uint64_t counter, Epoch epoch = {},
                          EpochMove move = EpochMove::stay) {
  std::array<Claim, 1> claims{Claim{.epoch = epoch, .counter = Counter{counter}, .move = move}};
  if (auto done = receiver.try_accept(claims); !done) {
    return done.error();
  }
  return claims[0].verdict;
}

}  // namespace

TEST_CASE("a receive ceiling accepts each counter once and writes once per lease") {
  ScriptedStore store;
  auto receiver = *Receiver::open(store);
  for (unsigned i = 0; i < 32; ++i) {
    CHECK(*judge(receiver, i) == Verdict::accepted);
    CHECK(*judge(receiver, i) == Verdict::replayed);
    CHECK(store.saves == 1 + static_cast<int>(i / 8));
    CHECK(store.record.ceiling > Counter{i});
  }
}

TEST_CASE("a receive ceiling judges a late counter by its window and reports gaps") {
  ScriptedStore store;
  auto receiver = *Receiver::open(store);
  std::array<Claim, 3> claims{Claim{.counter = Counter{0}}, Claim{.counter = Counter{5}}, Claim{.counter = Counter{3}}};
  REQUIRE(receiver.try_accept(claims));
  CHECK(claims[1].gap == e3::Gap{.first = Counter{1}, .count = 4});
  CHECK(claims[2].verdict == Verdict::accepted);
  CHECK(claims[2].gap.late);
  CHECK(*judge(receiver, 100) == Verdict::accepted);
  CHECK(*judge(receiver, 36) == Verdict::too_old);
}

TEST_CASE("after a crash a receive ceiling refuses what it may have accepted, at most one lease more") {
  ScriptedStore store;
  for (unsigned accepted = 0; accepted < 24; ++accepted) {
    CAPTURE(accepted);
    store = {};
    {
      auto receiver = *Receiver::open(store);
      for (unsigned i = 0; i <= accepted; ++i) {
        REQUIRE(*judge(receiver, i) == Verdict::accepted);
      }
    }
    auto receiver = *Receiver::open(store);
    unsigned refused = 0;
    for (unsigned i = 0; i < 64; ++i) {
      const bool accepts = *judge(receiver, i) == Verdict::accepted;
      CHECK_FALSE((accepts && i <= accepted));
      refused += !accepts && i > accepted ? 1 : 0;
    }
    CHECK(refused < 8);
  }
}

TEST_CASE("a clean shutdown loses nothing, however often it happens") {
  ScriptedStore store;
  for (unsigned i = 0; i < 20; ++i) {
    auto receiver = *Receiver::open(store);
    for (unsigned old = 0; old < 2 * i; ++old) {
      REQUIRE(*judge(receiver, old) == Verdict::replayed);
    }
    REQUIRE(*judge(receiver, std::uint64_t{2} * i + 1) == Verdict::accepted);
    REQUIRE(*judge(receiver, std::uint64_t{2} * i) == Verdict::accepted);
    REQUIRE(receiver.close());
    CHECK(store.record.exact);
    CHECK(store.record.ceiling == Counter{std::uint64_t{2} * i + 2});
  }
  auto receiver = *Receiver::open(store);
  REQUIRE(*judge(receiver, 40) == Verdict::accepted);
  CHECK(store.record.ceiling == Counter{48});
}

TEST_CASE("a receive ceiling that goes on after it was closed stores a lease first") {
  ScriptedStore store;
  auto receiver = *Receiver::open(store);
  REQUIRE(*judge(receiver, 0) == Verdict::accepted);
  REQUIRE(receiver.close());
  REQUIRE(*judge(receiver, 1) == Verdict::accepted);
  CHECK_FALSE(store.record.exact);
  auto rebooted = *Receiver::open(store);
  CHECK(*judge(rebooted, 1) == Verdict::replayed);
}

TEST_CASE("a receive ceiling that was closed before anything was accepted refuses nothing") {
  ScriptedStore store;
  auto receiver = *Receiver::open(store);
  REQUIRE(receiver.close());
  auto rebooted = *Receiver::open(store);
  CHECK(*judge(rebooted, 0) == Verdict::accepted);
}

TEST_CASE("whatever a failed close left in the store, nothing is accepted twice afterwards") {
  for (const bool stored : {false, true}) {
    CAPTURE(stored);
    ScriptedStore store{.stores_all_the_same = stored};
    auto receiver = *Receiver::open(store);
    REQUIRE(*judge(receiver, 0) == Verdict::accepted);
    store.failing_save = store.saves + 1;
    CHECK(receiver.close().error() == Error::store_failed);
    REQUIRE(*judge(receiver, 1) == Verdict::accepted);
    auto rebooted = *Receiver::open(store);
    CHECK(*judge(rebooted, 1) == Verdict::replayed);
  }
}

TEST_CASE("a counter far above the ceiling raises it in two records of which none is more than a lease ahead") {
  ScriptedStore store;
  auto receiver = *Receiver::open(store);
  REQUIRE(*judge(receiver, 0) == Verdict::accepted);
  store.failing_save = store.saves + 2;
  CHECK(judge(receiver, 1000).error() == Error::store_failed);
  CHECK(store.record.ceiling == Counter{1000});
  CHECK(*judge(receiver, 1000) == Verdict::accepted);
  CHECK(store.record.ceiling == Counter{1008});
}

TEST_CASE("a later epoch starts at 0 and closes the earlier one, durably") {
  ScriptedStore store;
  auto receiver = *Receiver::open(store);
  REQUIRE(*judge(receiver, 3) == Verdict::accepted);
  CHECK(*judge(receiver, 0, Epoch{1}) == Verdict::unknown);
  CHECK(*judge(receiver, 0, Epoch{1}, EpochMove::keep_previous) == Verdict::accepted);
  CHECK(receiver.epoch() == Epoch{1});
  CHECK(*judge(receiver, 4) == Verdict::epoch_closed);
  auto rebooted = *Receiver::open(store);
  CHECK(rebooted.epoch() == Epoch{1});
  CHECK(*judge(rebooted, 0, Epoch{1}) == Verdict::replayed);
  CHECK(*judge(rebooted, 4) == Verdict::epoch_closed);
}

TEST_CASE("a move to a later epoch that the store fails accepts nothing, and can be made again") {
  for (int failing = 1; failing <= 2; ++failing) {
    for (const bool stored : {false, true}) {
      CAPTURE(failing, stored);
      ScriptedStore store{.stores_all_the_same = stored};
      auto receiver = *Receiver::open(store);
      REQUIRE(*judge(receiver, 0) == Verdict::accepted);
      store.failing_save = store.saves + failing;
      CHECK(judge(receiver, 0, Epoch{1}, EpochMove::close_previous).error() == Error::store_failed);
      CHECK(*judge(receiver, 0, Epoch{1}, EpochMove::close_previous) == Verdict::accepted);
      CHECK(*judge(receiver, 0, Epoch{1}) == Verdict::replayed);
    }
  }
}

TEST_CASE("the last counter is accepted once and the one after it is refused") {
  ScriptedStore store;
  auto receiver = *Receiver::open(store);
  CHECK(*judge(receiver, 0xFFFF'FFFF) == Verdict::accepted);
  CHECK(store.record.ceiling == e3::counter_end);
  CHECK(*judge(receiver, 0xFFFF'FFFF) == Verdict::replayed);
  CHECK(*judge(receiver, 0x1'0000'0000) == Verdict::too_old);
  auto rebooted = *Receiver::open(store);
  CHECK(*judge(rebooted, 0xFFFF'FFFF) == Verdict::replayed);
}

TEST_CASE("a store that cannot be loaded opens no receiver") {
  ScriptedStore store{.blank = true};
  CHECK(Receiver::open(store).error() == Error::store_blank);
}

TEST_CASE("whatever fails, crashes and is closed, no counter is accepted twice") {
  support::Random random{11};
  ScriptedStore store;
  std::set<std::uint64_t> accepted;
  std::uint64_t newest = 0;
  for (int boot = 0; boot < 300; ++boot) {
    auto receiver = *Receiver::open(store);
    store.failing_save = random.coin() ? store.saves + 1 + static_cast<int>(random.below(4)) : 0;
    store.stores_all_the_same = random.coin();
    for (auto calls = random.below(20); calls > 0; --calls) {
      const std::uint64_t counter =
          random.below(4) == 0 ? newest + random.below(20) : newest - random.below(newest + 1);
      newest = std::max(newest, counter);
      if (const auto verdict = judge(receiver, counter); verdict && *verdict == Verdict::accepted) {
        REQUIRE(accepted.insert(counter).second);
      }
      if (random.below(8) == 0) {
        static_cast<void>(receiver.close().has_value());
      }
    }
  }
  CHECK(accepted.size() > 300);
}

TEST_CASE("a receive ceiling has one owner") {
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Receiver>);
  STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<Receiver>);
  STATIC_REQUIRE(std::is_nothrow_move_constructible_v<Receiver>);
}
