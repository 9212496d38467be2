#include "e3/peers/peer_list.hpp"

#include <array>

#include "support/catch.hpp"
#include "support/ends.hpp"
#include "support/traps.hpp"

using e3::Address;
using e3::DeviceId;
using e3::Epoch;
using e3::Error;
using e3::PeerHandle;

namespace {

using A = e3::Sodium::ChaCha20Poly1305;
using List = e3::PeerList<A, support::CountingAuthority, 3>;

template <std::size_t N>
std::array<std::uint8_t, N> named(unsigned name) {
  return support::counting<N>(name);
}

e3::Peer<A> peer(const DeviceId& device, const Address& alias = Address{}, std::uint32_t scope = 0) {
  return *e3::Peer<A>::make({.device = device, .suite = e3::Suite::chacha20_poly1305, .scope = scope, .alias = alias},
                            support::root_of<e3::Side::cloud>(), Epoch{5});
}

e3::Result<PeerHandle> find(List& list, const Address& address, const e3::Source& source = {}) {
  e3::UnverifiedHeader header;
  header.codec = e3::CodecId::compact;
  header.address = address;
  return list.find(header, source);
}

}  // namespace

TEST_CASE("a peer is found by its device ID and by its alias, within its scope") {
  support::CountingAuthority authority;
  List list{authority};
  const DeviceId device{named<8>(1)};
  const Address alias{named<2>(50)};
  const auto handle = list.add(peer(device, alias, 7));
  REQUIRE(handle);
  CHECK(*find(list, device.address(), {.scope = 7}) == *handle);
  CHECK(*find(list, alias, {.scope = 7}) == *handle);
  CHECK(find(list, device.address()).error() == Error::device_unknown);
  CHECK(find(list, alias, {.scope = 8}).error() == Error::device_unknown);
  CHECK(find(list, Address{named<8>(2)}, {.scope = 7}).error() == Error::device_unknown);
  CHECK(list.at(*handle).identity().device == device);
}

TEST_CASE("a standard envelope is found by its device ID, never by an alias") {
  support::CountingAuthority authority;
  List list{authority};
  const DeviceId device{named<8>(1)};
  const Address alias{named<2>(50)};
  REQUIRE(list.add(peer(device, alias)));
  e3::UnverifiedHeader header;
  header.codec = e3::CodecId::standard;
  header.address = alias;
  CHECK(list.find(header, {}).error() == Error::device_unknown);
  header.address = device.address();
  CHECK(list.find(header, {}));
}

TEST_CASE("an envelope without address is found by what the transport tells") {
  support::CountingAuthority authority;
  List list{authority};
  const auto handle = list.add(peer(DeviceId{named<8>(1)}));
  CHECK(*find(list, Address{}, {.address = Address{named<8>(1)}}) == *handle);
  CHECK(find(list, Address{}).error() == Error::device_unknown);
  // The envelope's own address wins: the transport's is for those that have none.
  CHECK(find(list, Address{named<8>(2)}, {.address = Address{named<8>(1)}}).error() == Error::device_unknown);
}

TEST_CASE("an address is taken within its scope only") {
  support::CountingAuthority authority;
  List list{authority};
  REQUIRE(list.add(peer(DeviceId{named<8>(1)}, Address{named<2>(50)})));
  CHECK(list.add(peer(DeviceId{named<8>(1)})).error() == Error::address_taken);
  CHECK(list.add(peer(DeviceId{named<8>(2)}, Address{named<2>(50)})).error() == Error::address_taken);
  CHECK(list.add(peer(DeviceId{named<8>(1)}, Address{named<2>(50)}, 1)));
  CHECK(list.add(peer(DeviceId{named<8>(2)}, Address{named<2>(51)})));
}

TEST_CASE("within a scope an address size holds IDs or aliases, never both") {
  support::CountingAuthority authority;
  List list{authority};
  CHECK(list.add(peer(DeviceId{named<8>(1)}, Address{named<8>(9)})).error() == Error::address_taken);
  REQUIRE(list.add(peer(DeviceId{named<8>(1)}, Address{named<2>(50)})));
  CHECK(list.add(peer(DeviceId{named<2>(60)})).error() == Error::address_taken);
  CHECK(list.add(peer(DeviceId{named<16>(2)}, Address{named<8>(70)})).error() == Error::address_taken);
  CHECK(list.add(peer(DeviceId{named<2>(60)}, Address{}, 1)));
}

TEST_CASE("a list holds as many peers as it says") {
  support::CountingAuthority authority;
  List list{authority};
  for (unsigned i = 0; i < 3; ++i) {
    REQUIRE(list.add(peer(DeviceId{named<8>(i)})));
  }
  CHECK(list.add(peer(DeviceId{named<8>(3)})).error() == Error::capacity_reached);
}

TEST_CASE("a handle that the list never gave traps") {
  support::CountingAuthority authority;
  List list{authority};
  CHECK(support::traps([&] { static_cast<void>(list.at(PeerHandle{0})); }));
  CHECK(support::traps([&] { static_cast<void>(list.at(PeerHandle{3})); }));
  CHECK(support::traps([&] { static_cast<void>(list.at(PeerHandle{~std::uint64_t{0}})); }));
}

TEST_CASE("the next key is derived only for an epoch that is not open and within reach") {
  support::CountingAuthority authority;
  List list{authority, {.max_step = 2}};
  const auto handle = *list.add(peer(DeviceId{named<8>(1)}));
  const auto root = support::root_of<e3::Side::cloud>();
  CHECK(list.next_key(handle, root, Epoch{6})->epoch() == Epoch{6});
  CHECK(list.next_key(handle, root, Epoch{7})->epoch() == Epoch{7});
  CHECK(list.next_key(handle, root, Epoch{8}).error() == Error::epoch_too_far);
  CHECK(list.next_key(handle, root, Epoch{5}).error() == Error::epoch_already_open);
  CHECK(list.next_key(handle, root, Epoch{4}).error() == Error::epoch_closed);
  CHECK(list.at(handle).epoch() == Epoch{5});
}

TEST_CASE("an accepted move installs the key, and a refused one does not") {
  support::CountingAuthority authority;
  List list{authority};
  const DeviceId device{named<8>(1)};
  REQUIRE(authority.enroll(device, Epoch{5}));
  const auto handle = *list.add(peer(device));
  const auto next = [&] { return *list.next_key(handle, support::root_of<e3::Side::cloud>(), Epoch{6}); };
  e3::Claim claim{.device = device, .epoch = Epoch{6}};
  SECTION("the store fails") {
    authority.failing = true;
    CHECK(list.accept_next(handle, claim, next()).error() == Error::store_failed);
    CHECK(list.at(handle).epoch() == Epoch{5});
  }
  SECTION("the authority does not know the device") {
    claim.device = DeviceId{named<8>(2)};
    CHECK(list.accept_next(handle, claim, next()));
    CHECK(list.at(handle).epoch() == Epoch{5});
  }
  SECTION("it is accepted") {
    CHECK(list.accept_next(handle, claim, next()));
    CHECK(claim.verdict == e3::Verdict::accepted);
    CHECK(list.at(handle).epoch() == Epoch{6});
    CHECK(list.at(handle).previous() == Epoch{5});
    CHECK(list.next_key(handle, support::root_of<e3::Side::cloud>(), Epoch{5}).error() == Error::epoch_already_open);
  }
}

TEST_CASE("rules that keep no previous epoch close it with the move") {
  support::CountingAuthority authority;
  List list{authority, {.keep_previous = false}};
  const DeviceId device{named<8>(1)};
  REQUIRE(authority.enroll(device, Epoch{5}));
  const auto handle = *list.add(peer(device));
  e3::Claim claim{.device = device, .epoch = Epoch{6}};
  REQUIRE(list.accept_next(handle, claim, *list.next_key(handle, support::root_of<e3::Side::cloud>(), Epoch{6})));
  CHECK_FALSE(list.at(handle).previous());
  CHECK_FALSE(authority.find(device)->previous_open);
}

TEST_CASE("failures and claims are passed on") {
  support::CountingAuthority authority;
  List list{authority};
  const DeviceId device{named<8>(1)};
  REQUIRE(authority.enroll(device, Epoch{5}));
  const auto handle = *list.add(peer(device));
  list.failed(handle, Epoch{5});
  CHECK(list.at(handle).failures() == 1);
  e3::Claim claim{.device = device, .epoch = Epoch{5}};
  CHECK(list.accept({&claim, 1}));
  CHECK(claim.verdict == e3::Verdict::accepted);
  A slot;
  CHECK(list.key(handle, Epoch{5}, slot)->device == device);
  CHECK(list.key(handle, Epoch{6}, slot).error() == Error::epoch_not_open);
}
