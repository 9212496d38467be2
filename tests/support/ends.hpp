#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>

#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

// The two ends of a link, each with everything it needs, kept in memory.

namespace support {

inline constexpr unsigned usual_root = 0x40;
inline const e3::DeviceId usual_device{counting<8>()};

template <e3::Side S>
[[nodiscard]] e3::Root<S, e3::Sodium::Kdf> root_of(unsigned first_byte = usual_root) {
  return *e3::Root<S, e3::Sodium::Kdf>::from(counting<32>(first_byte));
}

/// False where the CPU cannot run the suite.
[[nodiscard]] inline bool runs_here(e3::Suite suite) {
  return suite == e3::Suite::chacha20_poly1305 || e3::Sodium::Aes256Gcm{}.rekey(suite, counting<32>()).has_value();
}

struct SenderOptions {
  e3::DeviceId device = usual_device;
  unsigned root = usual_root;
  e3::Epoch epoch{};
  e3::Counter first{};
  e3::BootSalt salt = e3::BootSalt::none();
  e3::Address alias{};
};

/// One that seals: key, counter store and sealer.
template <class Profile, e3::Side S = e3::Side::device>
class Sender {
 public:
  using Counters = e3::CounterLease<e3::unsafe::VolatileCounterStore, 4>;
  using Sealer = e3::Sealer<Profile, Counters>;

  explicit Sender(const SenderOptions& options = {})
      : root{root_of<S>(options.root)},
        store{*e3::sealing_mark<Profile>(root, options.device, options.epoch), options.first},
        sealer{*e3::make_sealer<Profile>(root, options.device, Counters{store}, options.salt, options.alias)} {}

  ByteVector seal(e3::Bytes payload, e3::Bytes aad = {}) {
    ByteVector out(Sealer::max_sealed_size(payload.size()));
    const auto envelope = sealer.seal({.payload = payload, .aad = aad}, out);
    REQUIRE(envelope);
    return copy(*envelope);
  }

  e3::Root<S, e3::Sodium::Kdf> root;
  e3::unsafe::VolatileCounterStore store;
  Sealer sealer;
};

/// A replay authority in memory that counts its durable steps and fails when told to.
struct CountingAuthority : e3::unsafe::VolatileReplayStore<8> {
  [[nodiscard]] e3::Result<void> try_accept(std::span<e3::Claim> claims) noexcept {
    ++steps;
    if (failing) {
      return e3::Error::store_failed;
    }
    return e3::unsafe::VolatileReplayStore<8>::try_accept(claims);
  }

  int steps = 0;
  bool failing = false;
};

/// One that opens: peers, replay authority and opener.
template <e3::Side S = e3::Side::cloud, class A = e3::AnyAead<e3::Sodium>, e3::Codecs Accepted = e3::Codecs::both>
class Receiver {
 public:
  using Peers = e3::PeerList<A, CountingAuthority, 4>;

  explicit Receiver(e3::EpochRules rules = {}) : peers{authority, rules}, opener{peers} {}
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  ~Receiver() = default;

  e3::PeerHandle add(const e3::PeerIdentity& identity, e3::Epoch epoch = {}, unsigned root = usual_root) {
    REQUIRE(authority.enroll(identity.device, epoch));
    const auto handle = peers.add(*e3::Peer<A>::make(identity, root_of<S>(root), epoch));
    REQUIRE(handle);
    return *handle;
  }

  e3::Result<e3::Opened> open(e3::Bytes envelope, e3::Bytes aad = {}, const e3::Source& from = {}) {
    buffer.assign(envelope.size(), 0xEE);
    return opener.open({.bytes = envelope, .aad = aad, .from = from}, buffer);
  }

  e3::Result<e3::Opened> open_next_epoch(e3::Bytes envelope, unsigned root = usual_root) {
    buffer.assign(envelope.size(), 0xEE);
    return opener.open_next_epoch(root_of<S>(root), {.bytes = envelope}, buffer);
  }

  CountingAuthority authority;
  Peers peers;
  e3::Opener<A, Peers, Accepted> opener;
  ByteVector buffer;
};

/// True if every byte is one of the two, such as untouched filling and wiped.
[[nodiscard]] inline bool holds_only(e3::Bytes bytes, std::uint8_t first, std::uint8_t second) noexcept {
  return std::all_of(bytes.begin(), bytes.end(), [=](std::uint8_t byte) { return byte == first || byte == second; });
}

using CompactChaCha = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>>;
using StandardChaCha = e3::ChaCha20Poly1305<e3::Sodium, e3::Standard<8>>;
using CompactGcm = e3::Aes256Gcm<e3::Sodium, e3::Compact<8>>;
using StandardGcm = e3::Aes256Gcm<e3::Sodium, e3::Standard<8>>;
using CommittedChaCha = e3::ChaCha20Poly1305<e3::Sodium, e3::Standard<8, e3::Commitment::required>>;

}  // namespace support
