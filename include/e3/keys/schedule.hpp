#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/nonce.hpp"
#include "e3/core/result.hpp"
#include "e3/core/side.hpp"
#include "e3/core/suite.hpp"
#include "e3/core/writer.hpp"
#include "e3/keys/labels.hpp"

// Implementation notes
//
//   okm = HKDF-Expand(prk, "E3 v1 traffic" || suite (1) || direction (1) || epoch (4) || id size (1) || device ID, 76)
//       = key (32) || base_nonce (12) || commitment (32)
//
// With an 8-byte ID the info is 13 + 1 + 1 + 4 + 1 + 8 = 28 bytes. It is injective: only its last field has no fixed
// size, and that size stands before it.

namespace e3 {

/// What one traffic key is for; together with the root it names the key.
struct TrafficKeyName {
  Suite suite;
  Direction direction;
  Epoch epoch;
  DeviceId device;
};

/// A traffic key: the keyed AEAD object and the public values that came with it.
template <class A>
struct TrafficKey {
  A aead;
  BaseNonce base_nonce{};
  CommitmentValue commitment{};
};

/// Derives one traffic key from a root's pseudorandom key; the same name gives the same key on both sides.
/// Errors: those of the AEAD's `rekey` and of the backend.
template <class A, class Kdf>
[[nodiscard]] Result<TrafficKey<A>> derive_traffic_key(const Kdf& kdf, const TrafficKeyName& name) noexcept {
  std::array<std::uint8_t, labels::traffic.size() + 1 + 1 + 4 + 1 + DeviceId::max_size> buffer{};
  Writer info{buffer};
  info.put(labels::traffic);
  info.number(static_cast<std::uint32_t>(name.suite), 1);
  info.number(static_cast<std::uint32_t>(name.direction), 1);
  info.number(value(name.epoch), 4);
  info.number(static_cast<std::uint32_t>(name.device.size()), 1);
  info.put(name.device.bytes());

  TrafficKey<A> key;
  std::array<std::uint8_t, nonce_size + commitment_size> rest{};
  if (auto done = kdf.expand_key(info.written(), name.suite, key.aead, rest); !done) {
    return done.error();
  }
  for (std::size_t i = 0; i < rest.size(); ++i) {
    (i < nonce_size ? key.base_nonce[i] : key.commitment[i - nonce_size]) = rest[i];
  }
  return key;
}

}  // namespace e3
