#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/big_endian.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/nonce.hpp"
#include "e3/core/result.hpp"
#include "e3/core/side.hpp"
#include "e3/core/suite.hpp"
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
  const DeviceId& device;
};

/// The public values that come with a traffic key, in the order of the key schedule.
struct TrafficKeyValues {
  BaseNonce base_nonce;
  CommitmentValue commitment;
};

/// A traffic key: the keyed AEAD object and the public values that came with it.
template <class A>
struct TrafficKey : TrafficKeyValues {
  A aead;

  /// Becomes the key of this name, derived from a root's pseudorandom key. Errors: those of the AEAD's `rekey` and of
  /// the backend; then the object is not to be used.
  template <class Kdf>
  [[nodiscard]] Result<void> derive(const Kdf& kdf, const TrafficKeyName& name) noexcept;
};

template <class A>
template <class Kdf>
Result<void> TrafficKey<A>::derive(const Kdf& kdf, const TrafficKeyName& name) noexcept {
  constexpr std::size_t label_size = labels::traffic.size();
  constexpr std::size_t fixed_size = label_size + 1 + 1 + 4 + 1;
  std::array<std::uint8_t, fixed_size + DeviceId::max_size> info;
  const MutableFixedBytes<info.size()> bytes{info};
  copy<label_size>(labels::traffic, bytes.template first<label_size>());
  info[label_size] = static_cast<std::uint8_t>(name.suite);
  info[label_size + 1] = static_cast<std::uint8_t>(name.direction);
  store_big_endian(value(name.epoch), &info[label_size + 2]);
  info[label_size + 6] = static_cast<std::uint8_t>(name.device.size());
  copy<DeviceId::max_size>(name.device.address().padded(), bytes.template last<DeviceId::max_size>());

  TrafficKeyValues& values = *this;
  static_assert(sizeof values == nonce_size + commitment_size);
  return kdf.expand_key(Bytes{info}.first(fixed_size + name.device.size()), name.suite, aead,
                        MutableBytes{reinterpret_cast<std::uint8_t*>(&values), sizeof values});
}

/// Derives one traffic key from a root's pseudorandom key; the same name gives the same key on both sides.
/// Errors: those of the AEAD's `rekey` and of the backend.
template <class A, class Kdf>
[[nodiscard]] Result<TrafficKey<A>> derive_traffic_key(const Kdf& kdf, const TrafficKeyName& name) noexcept {
  return Result<TrafficKey<A>>{detail::MakeIf{}, [&](TrafficKey<A>& key) noexcept { return key.derive(kdf, name); }};
}

}  // namespace e3
