#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/counter/lease.hpp"
#include "e3/store/file.hpp"
#include "preludes/scratch.hpp"
#include "support/allocations.hpp"
#include "support/catch.hpp"

// docs/conventions.md says that the file stores allocate at open, format and enroll, and so nowhere else.

namespace {

template <class Work>
std::size_t allocations_of(const Work& work) {
  const std::size_t before = support::allocations();
  work();
  return support::allocations() - before;
}

}  // namespace

TEST_CASE("a file replay store allocates when a device is enrolled, and not when an envelope is accepted") {
  const Scratch scratch;
  auto store = e3::FileReplayStore::format(scratch.file("accepted"));
  REQUIRE(store);
  for (std::uint8_t i = 0; i < 20; ++i) {
    const e3::DeviceId device{std::array<std::uint8_t, 1>{i}};
    e3::Result<void> enrolled = e3::Error::store_failed;
    CHECK(allocations_of([&] { enrolled = store->enroll(device, e3::Generation{0}); }) > 0);
    REQUIRE(enrolled);
    e3::Claim claim{.device = device};
    e3::Result<void> accepted = e3::Error::store_failed;
    CHECK(allocations_of([&] { accepted = store->try_accept({&claim, 1}); }) == 0);
    REQUIRE(accepted);
    CHECK(claim.verdict == e3::Verdict::accepted);
    CHECK(allocations_of([&] { accepted = store->close_previous(device); }) == 0);
    REQUIRE(accepted);
  }
}

TEST_CASE("a file counter store allocates when it is formatted, and not when counters are reserved") {
  const Scratch scratch;
  const e3::KeyMark mark{.epoch = e3::Epoch{3}};
  auto store = e3::FileCounterStore::format(scratch.file("counters"), mark);
  REQUIRE(store);
  e3::CounterLease<e3::FileCounterStore, 1> lease{*store};
  REQUIRE(lease.start(mark));
  for (int i = 0; i < 5; ++i) {
    e3::Result<e3::Counter> counter = e3::Error::store_failed;
    CHECK(allocations_of([&] { counter = lease.take(e3::counter_end); }) == 0);
    CHECK(counter.has_value());
  }
}
