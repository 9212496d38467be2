#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "power_cut/campaign.hpp"
#include "power_cut/findings.hpp"
#include "power_cut/planted_lease.hpp"
#include "power_cut/planted_stores.hpp"
#include "power_cut/product.hpp"
#include "power_cut/receiving.hpp"
#include "power_cut/sending.hpp"
#include "support/catch.hpp"

// Each bug in the campaign that finds nothing in the product, with the product's parts around it. The same parts without
// the bug show that it is the bug that is found.

namespace {

using enum power_cut::Step;
using power_cut::Event;
using power_cut::Finding;
using power_cut::Findings;
using power_cut::Kind;
using power_cut::LeaseBug;
using power_cut::Product;
using power_cut::Ratcheting;
using power_cut::RootBug;
using power_cut::Step;
using power_cut::StoreBug;

template <StoreBug Bug>
struct WithStore : Product<2, 64> {
  template <class F>
  using Store = power_cut::PlantedCounterStore<F, stride, Bug>;
  template <class F>
  using UpdatedStore = Store<F>;
};

/// The update halves the stride.
template <StoreBug Bug>
struct WithUpdate : Product<4> {
  template <class F>
  using Store = power_cut::PlantedCounterStore<F, stride, Bug>;
  template <class F>
  using UpdatedStore = power_cut::PlantedCounterStore<F, stride / 2, Bug>;
};

template <LeaseBug Bug>
struct WithLease : Product<2> {
  template <class S>
  using Lease = power_cut::PlantedLease<S, Bug>;
};

template <RootBug Bug>
struct WithRoots : Ratcheting<2> {
  template <class F>
  using RootStore = power_cut::PlantedRootStore<F, Bug>;
};

/// What a campaign two events deep finds.
template <class World, class Item>
Findings found(Kind kind, std::span<const Item> script) {
  Findings findings;
  power_cut::Campaign<World>{kind, findings}.run({script, findings}, 1, 2);
  return findings;
}

template <class Setup>
Findings sending(Kind kind, std::span<const Step> script) {
  return found<power_cut::Sending<Setup>>(kind, script);
}

constexpr std::array seals{seal, seal, seal, seal};
constexpr std::array seals_and_boots{seal, seal, seal, crash, seal};
constexpr std::array epochs{seal, seal, seal, old_sealer_goes_on, seal};
constexpr std::array update_between{seal, seal, seal, seal, update, seal, seal};
constexpr std::array ratchet{next_epoch, seal};
constexpr std::array elsewhere{seal, wake_elsewhere, seal, crash, seal};

}  // namespace

TEST_CASE("the cuts find a lease that uses a counter before it is stored") {
  CHECK(sending<WithLease<LeaseBug::used_before_stored>>(Kind::cut, seals).count(Finding::repeated) > 0);
}

TEST_CASE("the cuts find a lease that resumes inside its block") {
  CHECK(sending<WithLease<LeaseBug::resumed_inside>>(Kind::cut, seals).count(Finding::repeated) > 0);
}

TEST_CASE("the cuts find a lease that resumes what is in retention RAM when the store has moved on") {
  CHECK(sending<WithLease<LeaseBug::resumed_late>>(Kind::cut, elsewhere).count(Finding::repeated) > 0);
}

TEST_CASE("the cuts find nothing wrong with a lease for planting that has no bug") {
  CHECK(sending<WithLease<LeaseBug::none>>(Kind::cut, seals).total() == 0);
  CHECK(sending<WithLease<LeaseBug::none>>(Kind::cut, elsewhere).total() == 0);
}

TEST_CASE("the cuts find a store that erases its single copy: the device does not boot") {
  CHECK(sending<WithStore<StoreBug::single_copy_erased>>(Kind::cut, seals).count(Finding::stuck) > 0);
}

TEST_CASE("the cuts find a store without a checksum, plainly cut or within a byte") {
  for (const auto kind : {Kind::cut, Kind::half_written}) {
    const Findings findings = sending<WithStore<StoreBug::no_checksum>>(kind, seals);
    CHECK(findings.count(Finding::repeated) > 0);
    CHECK(findings.count(Finding::skipped) > 0);
  }
}

TEST_CASE("lost and refused writes find a store that ignores them") {
  for (const auto kind : {Kind::lost, Kind::refused}) {
    CHECK(sending<WithStore<StoreBug::failure_ignored>>(kind, seals_and_boots).count(Finding::repeated) > 0);
  }
}

TEST_CASE("the cuts find a store that gives its counters to another key") {
  CHECK(sending<WithStore<StoreBug::another_key_served>>(Kind::cut, epochs).count(Finding::repeated) > 0);
}

TEST_CASE("the cuts find a store that resets the counter before it stores the epoch") {
  CHECK(sending<WithStore<StoreBug::epoch_after_reset>>(Kind::cut, epochs).count(Finding::repeated) > 0);
}

TEST_CASE("the cuts find an update that forgets the larger stride of the firmware before it") {
  CHECK(sending<WithUpdate<StoreBug::old_stride_forgotten>>(Kind::cut, update_between).count(Finding::repeated) > 0);
}

TEST_CASE("neither cuts nor faults find anything wrong with a store for planting that has no bug") {
  for (const auto kind : {Kind::cut, Kind::half_written, Kind::lost, Kind::refused}) {
    CAPTURE(power_cut::short_name(kind));
    CHECK(sending<WithStore<StoreBug::none>>(kind, seals).total() == 0);
    CHECK(sending<WithStore<StoreBug::none>>(kind, seals_and_boots).total() == 0);
    CHECK(sending<WithStore<StoreBug::none>>(kind, epochs).total() == 0);
    CHECK(sending<WithUpdate<StoreBug::none>>(kind, update_between).total() == 0);
  }
}

TEST_CASE("the cuts find a root store that leaves torn slots") {
  CHECK(sending<WithRoots<RootBug::torn_slots_kept>>(Kind::cut, ratchet).count(Finding::root_remains) > 0);
}

TEST_CASE("the cuts find a root store that saves a root after the epoch has moved: the device does not boot") {
  CHECK(sending<WithRoots<RootBug::saved_last>>(Kind::cut, ratchet).count(Finding::stuck) > 0);
}

TEST_CASE("the cuts find nothing wrong with a root store for planting that has no bug") {
  CHECK(sending<WithRoots<RootBug::none>>(Kind::cut, ratchet).total() == 0);
}

TEST_CASE("the cuts find a ceiling that is stored behind the accept") {
  constexpr std::array script{Event::message, Event::message, Event::message};
  const std::span<const Event> messages{script};
  CHECK(found<power_cut::Receiving<2, power_cut::CeilingWrittenBehind>>(Kind::cut, messages)
            .count(Finding::accepted_twice) > 0);
  CHECK(found<power_cut::Receiving<2>>(Kind::cut, messages).total() == 0);
}
