#include <array>
#include <cstdint>

#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "support/catch.hpp"
#include "support/senders.hpp"

namespace {

using adversary::must;
using Store = e3::unsafe::VolatileCounterStore;
using Lease = e3::CounterLease<Store, 8>;

}  // namespace

TEST_CASE("a lease that is bound to one key cannot be started again for another") {
  const e3::KeyMark first{.epoch = e3::Epoch{0}, .id = {1}};
  const e3::KeyMark second{.epoch = e3::Epoch{1}, .id = {2}};
  Store store{first};
  Lease lease{store};
  must(lease.start(first));
  must(store.advance(second));
  const auto again = lease.start(second);
  REQUIRE_FALSE(again);
  CHECK(again.error() == e3::Error::store_of_another_key);
}
