#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "e3/core/address.hpp"
#include "e3/core/contract.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/keys/opening_key.hpp"
#include "e3/peers/epoch_rules.hpp"
#include "e3/peers/peer.hpp"
#include "e3/peers/peers.hpp"
#include "e3/peers/source.hpp"
#include "e3/replay/authority.hpp"
#include "e3/replay/claim.hpp"
#include "e3/wire/header.hpp"

namespace e3 {

/// A few senders in place, found one after the other: a small cloud's devices.
///
/// Satisfies `PeersFor<A>`. Holds at most `Capacity` senders, which are added and never removed, and refers to an
/// authority, which must outlive it. One thread at a time: a lock round each call is not enough, since an opener uses
/// the key after `key` returned. For a fleet, or for several openers, use a device table.
template <class A, class Authority, std::size_t Capacity>
class PeerList {
  static_assert(explain_replay_authority<Authority>());

 public:
  /// The key of an epoch that was not accepted yet.
  using NextKey = OpeningKey<A>;

  /// An empty list whose accepts `authority` judges.
  explicit PeerList(Authority& authority, EpochRules rules = {}) noexcept : authority_{&authority}, rules_{rules} {}

  /// Adds a sender. Errors: `capacity_reached`; `address_taken` if its ID or alias is in use in its scope, or would
  /// make an address size hold both IDs and aliases there.
  [[nodiscard]] Result<PeerHandle> add(Peer<A> peer) noexcept {
    for (const auto& other : peers_) {
      if (other && collides(peer.identity(), other->identity())) {
        return Error::address_taken;
      }
    }
    if (peer.identity().alias.size() == peer.identity().device.size()) {
      return Error::address_taken;
    }
    for (std::size_t i = 0; i < Capacity; ++i) {
      if (!peers_[i]) {
        peers_[i].emplace(std::move(peer));
        return PeerHandle{i};
      }
    }
    return Error::capacity_reached;
  }

  /// The sender behind a handle that this list returned; traps for any other.
  [[nodiscard]] Peer<A>& at(PeerHandle handle) noexcept {
    const auto index = static_cast<std::size_t>(handle);
    expects(index < Capacity && peers_[index].has_value());
    return *peers_[index];
  }

  /// See `PeersFor`. An envelope without an address is found by `source.address`.
  [[nodiscard]] Result<PeerHandle> find(const UnverifiedHeader& header, const Source& source) noexcept {
    const Address& wanted = header.address.size() > 0 ? header.address : source.address;
    for (std::size_t i = 0; i < Capacity && wanted.size() > 0; ++i) {
      if (peers_[i] && peers_[i]->identity().scope == source.scope &&
          (peers_[i]->identity().device.address() == wanted ||
           (header.codec == CodecId::compact && peers_[i]->identity().alias == wanted))) {
        return PeerHandle{i};
      }
    }
    return Error::device_unknown;
  }

  /// See `PeersFor`; the slot stays unused, since each sender keeps its own AEAD objects.
  [[nodiscard]] Result<PeerKey<A>> key(PeerHandle handle, Epoch epoch, A&) noexcept {
    return at(handle).key(epoch, rules_);
  }

  /// See `PeersFor`.
  void failed(PeerHandle handle, Epoch epoch) noexcept { at(handle).failed(epoch); }

  /// See `PeersFor`.
  [[nodiscard]] Result<void> accept(std::span<Claim> claims) noexcept { return authority_->try_accept(claims); }

  /// Derives the key of a later epoch within `max_step`; nothing is kept. Errors: `epoch_closed` or `epoch_too_far`;
  /// `epoch_already_open`; those of `OpeningKey::derive`.
  template <class Root>
  [[nodiscard]] Result<NextKey> next_key(PeerHandle handle, const Root& root, Epoch epoch) noexcept {
    const Peer<A>& peer = at(handle);
    const auto place = standing(epoch, peer.epoch(), peer.previous(), rules_);
    if (place == EpochStanding::next) {
      return NextKey::derive(root, peer.identity().suite, peer.identity().device, epoch);
    }
    const bool open = place == EpochStanding::current || place == EpochStanding::previous;
    return open ? Error::epoch_already_open : refusal(place);
  }

  /// What an opener needs to use a key from `next_key`, which must outlive the result.
  [[nodiscard]] PeerKey<A> view(PeerHandle handle, NextKey& key) noexcept { return at(handle).view(key); }

  /// Presents the first envelope of a later epoch; once the authority has stored the move, installs the key.
  [[nodiscard]] Result<void> accept_next(PeerHandle handle, Claim& claim, NextKey key) noexcept {
    claim.move = rules_.keep_previous ? EpochMove::keep_previous : EpochMove::close_previous;
    if (auto done = authority_->try_accept({&claim, 1}); !done) {
      return done.error();
    }
    if (claim.verdict == Verdict::accepted) {
      at(handle).advance(std::move(key), rules_.keep_previous);
    }
    return {};
  }

 private:
  static bool collides(const PeerIdentity& a, const PeerIdentity& b) noexcept {
    if (a.scope != b.scope) {
      return false;
    }
    const bool same = a.device == b.device || (a.alias.size() > 0 && a.alias == b.alias);
    const bool mixed = a.alias.size() == b.device.size() || a.device.size() == b.alias.size();
    return same || mixed;
  }

  Authority* authority_;
  EpochRules rules_;
  std::array<std::optional<Peer<A>>, Capacity> peers_;
};

}  // namespace e3
