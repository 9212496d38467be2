#pragma once

#include <concepts>
#include <cstdint>
#include <span>

#include "e3/core/commitment.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/generation.hpp"
#include "e3/core/nonce.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/peers/source.hpp"
#include "e3/replay/claim.hpp"
#include "e3/wire/header.hpp"

namespace e3 {

/// A `Peers`' own name for a device, such as a line number.
enum class PeerHandle : std::uint64_t {};

/// What an opener needs to try one envelope: whose it would be, and the key.
template <class A>
struct PeerKey {
  A* aead;  ///< keyed; valid until the next call on the same `Peers` or slot
  DeviceId device;
  Suite suite;
  BaseNonce base_nonce;
  Commitment policy;           ///< whether this device's envelopes carry the commitment
  CommitmentValue commitment;  ///< used if `policy` is required
  Generation generation{};     ///< of the root that the key comes from
};

/// A `PeerKey` of a `Peers` that keeps all of it where it stays: for as long as `aead` is valid, so are these.
template <class A>
struct PeerKeyView {
  A* aead;
  const DeviceId& device;
  Suite suite;
  const BaseNonce& base_nonce;
  Commitment policy;
  const CommitmentValue& commitment;
  Generation generation{};
};

/// What a `Peers`' `key` may return.
template <class R, class A>
concept PeerKeyResult = std::same_as<R, Result<PeerKey<A>>> || std::same_as<R, Result<PeerKeyView<A>>>;

/// Who the senders are, which keys they have, and whether an envelope of theirs is accepted: all that an opener asks.
///
///  - `find(header, source)`: the device the header claims to come from. `device_unknown` if there is none.
///  - `key(handle, epoch, slot)`: its key of an open epoch, either an object of its own or one it sets up in `slot`.
///    For any other epoch `epoch_not_open`, `epoch_closed` or `epoch_too_far`, with nothing derived.
///  - `failed(handle, epoch)`: counts a failed authentication under that key, saturating. No verdict may read the
///    count.
///  - `accept(claims)`: the replay judgement, as `ReplayAuthority::try_accept`; called only with authentic envelopes.
/// Nothing but `failed` and `accept` changes state. Each implementation says whether several threads may call it.
template <class P, class A>
concept PeersFor = requires(P peers, const UnverifiedHeader& header, const Source& source, PeerHandle handle,
                            Epoch epoch, A& slot, std::span<Claim> claims) {
  { peers.find(header, source) } noexcept -> std::same_as<Result<PeerHandle>>;
  { peers.key(handle, epoch, slot) } noexcept -> PeerKeyResult<A>;
  { peers.failed(handle, epoch) } noexcept -> std::same_as<void>;
  { peers.accept(claims) } noexcept -> std::same_as<Result<void>>;
};

/// Names the requirement that `P` misses to serve an opener of `A`. Always true where it compiles.
template <class P, class A>
consteval bool explain_peers() noexcept {
  constexpr bool has_find = requires(P peers, const UnverifiedHeader& header, const Source& source) {
    { peers.find(header, source) } noexcept -> std::same_as<Result<PeerHandle>>;
  };
  static_assert(has_find,
                "e3: a Peers needs `Result<PeerHandle> find(const UnverifiedHeader&, const Source&) noexcept`");
  constexpr bool has_key = requires(P peers, PeerHandle handle, Epoch epoch, A& slot) {
    { peers.key(handle, epoch, slot) } noexcept -> PeerKeyResult<A>;
  };
  static_assert(has_key, "e3: a Peers needs `Result<PeerKey<A>> key(PeerHandle, Epoch, A& slot) noexcept`");
  constexpr bool has_failed = requires(P peers, PeerHandle handle, Epoch epoch) {
    { peers.failed(handle, epoch) } noexcept -> std::same_as<void>;
  };
  static_assert(has_failed, "e3: a Peers needs `void failed(PeerHandle, Epoch) noexcept`");
  constexpr bool has_accept = requires(P peers, std::span<Claim> claims) {
    { peers.accept(claims) } noexcept -> std::same_as<Result<void>>;
  };
  static_assert(has_accept, "e3: a Peers needs `Result<void> accept(std::span<Claim>) noexcept`");
  return true;
}

}  // namespace e3
