#include <array>
#include <cstdint>
#include <utility>

#include "adversary/support/backends.hpp"
#include "adversary/support/senders.hpp"
#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "support/catch.hpp"
#include "support/traps.hpp"

namespace {

using adversary::must;
using adversary::root_bytes;
using Store = e3::unsafe::VolatileCounterStore;
using Lease = e3::CounterLease<Store, 8>;
using ChaChaProfile = e3::ChaCha20Poly1305<e3::Sodium, e3::Standard<8>>;
using Root = e3::DeviceRoot<ChaChaProfile>;

const e3::DeviceId device{std::array<std::uint8_t, 8>{1, 2, 3, 4, 5, 6, 7, 8}};

}  // namespace

// Use after a move is what these tests are about.
// NOLINTBEGIN(bugprone-use-after-move)

TEST_CASE("a moved-from lease hands out no counter") {
  Store store{e3::KeyMark{}};
  Lease lease{store};
  must(lease.start(e3::KeyMark{}));
  CHECK(must(lease.take(e3::counter_end)) == e3::Counter{0});
  Lease owner{std::move(lease)};
  CHECK(support::traps([&] { static_cast<void>(lease.take(e3::counter_end)); }));
  Lease assigned{store};
  assigned = std::move(owner);
  CHECK(support::traps([&] { static_cast<void>(owner.take(e3::counter_end)); }));
  CHECK(must(assigned.take(e3::counter_end)) == e3::Counter{1});
}

TEST_CASE("a moved-from sealer traps, and never seals under the key that is left behind") {
  const auto root = must(Root::from(root_bytes(1)));
  Store store{must(e3::sealing_mark<ChaChaProfile>(root, device, e3::Epoch{0}))};
  auto sealer = must(e3::make_sealer<ChaChaProfile>(root, device, Lease{store}, e3::BootSalt::none()));
  std::array<std::uint8_t, 128> out{};
  must(sealer.seal({}, out));
  auto owner = std::move(sealer);
  CHECK(support::traps([&] { static_cast<void>(sealer.seal({}, out)); }));
  CHECK(owner.seal({}, out).has_value());
}

TEMPLATE_TEST_CASE("a moved-from AEAD has no key", "", e3::Sodium::ChaCha20Poly1305, e3::Sodium::Aes256Gcm,
                   e3::AnyAead<e3::Sodium>) {
  constexpr bool gcm_only = std::is_same_v<TestType, e3::Sodium::Aes256Gcm>;
  if (!gcm_only || adversary::has_gcm()) {
    std::array<std::uint8_t, e3::key_size> key{};
    key.fill(7);
    const std::array<std::uint8_t, e3::nonce_size> nonce{};
    std::array<std::uint8_t, e3::tag_size> out{};
    TestType aead;
    must(aead.rekey(gcm_only ? e3::Suite::aes_256_gcm : e3::Suite::chacha20_poly1305, key));
    CHECK(aead.seal(nonce, {}, {}, out));
    TestType owner{std::move(aead)};
    CHECK_FALSE(aead.seal(nonce, {}, {}, out));
    TestType assigned;
    assigned = std::move(owner);
    CHECK_FALSE(owner.seal(nonce, {}, {}, out));
    CHECK_FALSE(owner.open(nonce, {}, out, {}));
    CHECK(assigned.seal(nonce, {}, {}, out));
  }
}

TEST_CASE("a moved-from root traps, and never derives keys from the zeros that are left behind") {
  auto root = must(Root::from(root_bytes(1)));
  const auto owner = std::move(root);
  CHECK(support::traps([&] { static_cast<void>(e3::sealing_mark<ChaChaProfile>(root, device, e3::Epoch{0})); }));
  CHECK(e3::sealing_mark<ChaChaProfile>(owner, device, e3::Epoch{0}).has_value());
}

// NOLINTEND(bugprone-use-after-move)
