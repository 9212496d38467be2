#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

// One generated case, played on one backend: what it sealed, and what it said to everything that was presented to it.
// Two backends that say the same cannot be told apart from outside.

namespace backends {

/// The inputs of one case.
struct Case {
  std::array<std::uint8_t, e3::root_size> root{};
  std::array<std::uint8_t, 8> device{};
  e3::Epoch epoch{};
  e3::Counter first{};
  std::uint32_t salt = 0;
  support::ByteVector payload;
  support::ByteVector aad;
  std::size_t room_missing = 0;  ///< bytes that the sealer's output lacks
  std::uint64_t seed = 0;        ///< for what is done to the envelope

  explicit Case(std::uint64_t number) : seed{number} {
    support::Random random{number};
    random.fill(root);
    random.fill(device);
    epoch = e3::Epoch{random.coin() ? 0 : static_cast<std::uint32_t>(random.next() >> random.below(64))};
    // Up to the profile's limit of 2^18, and now and then beyond.
    first = e3::Counter{random.coin() ? 0 : static_cast<std::uint32_t>(random.next()) >> (13 + random.below(19))};
    salt = random.coin() ? 0 : static_cast<std::uint32_t>(random.next()) | 1;
    payload.resize(random.index(random.below(8) == 0 ? 1200 : 80));
    random.fill(payload);
    // One too many, now and then.
    aad.resize(random.coin() ? 0 : random.index(e3::max_extra_aad_size + 2));
    random.fill(aad);
    room_missing = random.below(16) == 0 ? 1 + random.index(20) : 0;
  }
};

/// What came of one presentation: an error, or the payload.
struct Said {
  std::optional<e3::Error> error;
  support::ByteVector payload;

  friend bool operator==(const Said&, const Said&) = default;
};

/// All that a backend did in one case.
struct Played {
  Said sealed;  ///< the envelope as payload
  std::vector<Said> opened;

  friend bool operator==(const Played&, const Played&) = default;
};

/// Plays `given` with sealer, opener and key schedule of `Backend`.
template <class Backend, e3::Suite S, class Codec>
Played play(const Case& given) {
  using Profile = e3::Profile<S, Backend, Codec, e3::Bulk>;
  using Aead = typename Profile::Aead;
  using Authority = e3::unsafe::VolatileReplayStore<1>;
  using Peers = e3::OnePeer<Aead, Authority>;
  using Counters = e3::CounterLease<e3::unsafe::VolatileCounterStore, 1>;

  const e3::DeviceId device{given.device};
  const auto device_root = e3::DeviceRoot<Profile>::from(given.root);
  const auto cloud_root = e3::CloudRoot<Backend>::from(given.root);
  REQUIRE(device_root);
  REQUIRE(cloud_root);
  e3::unsafe::VolatileCounterStore store{*e3::sealing_mark<Profile>(*device_root, device, given.epoch), given.first};
  auto sealer = e3::make_sealer<Profile>(*device_root, device, Counters{store},
                                         given.salt == 0 ? e3::BootSalt::none() : e3::BootSalt{given.salt});
  REQUIRE(sealer);
  Authority authority;
  REQUIRE(authority.enroll(device, given.epoch));
  auto peers =
      Peers::make(authority, {.device = device, .suite = S, .commitment = Codec::commitment}, *cloud_root, given.epoch);
  REQUIRE(peers);
  e3::Opener<Aead, Peers> opener{*peers};

  Played played;
  support::ByteVector frame(sealer->max_sealed_size(given.payload.size()) - given.room_missing);
  const auto sealed = sealer->seal({.payload = given.payload, .aad = given.aad}, frame);
  if (!sealed) {
    played.sealed.error = sealed.error();
    return played;
  }
  const support::ByteVector envelope{sealed->begin(), sealed->end()};
  played.sealed.payload = envelope;

  const auto present = [&](const support::ByteVector& bytes, const support::ByteVector& aad, std::size_t room) {
    support::ByteVector out(room, 0xA7);
    const auto opened = opener.open({.bytes = bytes, .aad = aad}, out);
    Said& said = played.opened.emplace_back();
    if (opened) {
      said.payload.assign(opened->payload.begin(), opened->payload.end());
    } else {
      said.error = opened.error();
    }
  };
  support::Random random{given.seed ^ 0x5EED};
  for (int i = 0; i < 4; ++i) {
    auto changed = envelope;
    changed[random.index(changed.size())] ^= static_cast<std::uint8_t>(1U << random.below(8));
    present(changed, given.aad, changed.size());
  }
  auto shorter = envelope;
  shorter.resize(random.index(shorter.size()));
  present(shorter, given.aad, envelope.size());
  auto longer = envelope;
  longer.push_back(random.byte());
  present(longer, given.aad, longer.size());
  auto other_aad = given.aad;
  other_aad.resize(random.index(e3::max_extra_aad_size + 2), 1);
  present(envelope, other_aad, envelope.size());
  present(envelope, given.aad, given.payload.empty() ? 0 : given.payload.size() - 1);
  present(envelope, given.aad, given.payload.size());
  present(envelope, given.aad, given.payload.size());
  return played;
}

}  // namespace backends
