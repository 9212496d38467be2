#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>

#include "e3/core/address.hpp"
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

/// A device's only sender: its cloud, with the key of one epoch. The first authentic envelope of a later epoch ends the
/// one that was current.
///
/// Satisfies `PeersFor<A>`. Refers to an authority, which must outlive it. Moves and never copies; an opener refers to
/// it, so it stays where it is from then on. One thread at a time. For several senders, or a grace period for the
/// previous epoch, use `PeerList`.
template <class A, class Authority>
class OnePeer {
  static_assert(explain_replay_authority<Authority>());

  struct Keyless {
    explicit Keyless() noexcept = default;
  };

 public:
  /// The key of an epoch that was not accepted yet.
  using NextKey = OpeningKey<A>;

  /// The sender in `epoch`, its key derived from its root on this side; `authority` judges the accepts.
  ///
  /// `max_step` is the furthest step ahead that is attempted at all, in epochs. Errors: `address_taken` if the alias
  /// has the size of the device ID; those of `OpeningKey::derive`.
  template <class Root>
  [[nodiscard]] static Result<OnePeer> make(Authority& authority, const PeerIdentity& identity, const Root& root,
                                            Epoch epoch, std::uint32_t max_step = EpochRules{}.max_step) noexcept {
    return Result<OnePeer>{detail::MakeIf{}, [&](OnePeer& peer) noexcept { return peer.derive(root, epoch); },
                           Keyless{},        authority,
                           identity,         max_step};
  }

  /// For `make` alone.
  OnePeer(Keyless, Authority& authority, const PeerIdentity& identity, std::uint32_t max_step) noexcept
      : authority_{&authority}, max_step_{max_step}, identity_{identity} {}

  [[nodiscard]] const PeerIdentity& identity() const noexcept { return identity_; }

  /// The epoch that is current.
  [[nodiscard]] Epoch epoch() const noexcept { return key_.epoch(); }

  /// Failed authentications under the current epoch's key; stops counting at 2^32 - 1.
  [[nodiscard]] std::uint32_t failures() const noexcept { return failures_; }

  /// See `PeersFor`. An envelope without an address is found by `source.address`.
  [[nodiscard]] Result<PeerHandle> find(const UnverifiedHeader& header, const Source& source) noexcept {
    const Address& wanted = header.address.size() > 0 ? header.address : source.address;
    if (wanted.size() > 0 && source.scope == identity_.scope &&
        (wanted == identity_.device.address() || (header.codec == CodecId::compact && wanted == identity_.alias))) {
      return PeerHandle{0};
    }
    return Error::device_unknown;
  }

  /// See `PeersFor`; the slot stays unused, since the sender keeps its own AEAD object.
  [[nodiscard]] Result<PeerKeyView<A>> key(PeerHandle handle, Epoch epoch, A&) noexcept {
    if (epoch != key_.epoch()) {
      return refusal(standing_of(epoch));
    }
    return view(handle, key_);
  }

  /// See `PeersFor`.
  void failed(PeerHandle, Epoch) noexcept {
    failures_ += failures_ < std::numeric_limits<std::uint32_t>::max() ? 1U : 0U;
  }

  /// See `PeersFor`.
  [[nodiscard]] Result<void> accept(std::span<Claim> claims) noexcept { return authority_->try_accept(claims); }

  /// Derives the key of a later epoch within `max_step`; nothing is kept. Errors: `epoch_closed` or `epoch_too_far`;
  /// `epoch_already_open`; those of `OpeningKey::derive`.
  template <class Root>
  [[nodiscard]] Result<NextKey> next_key(PeerHandle, const Root& root, Epoch epoch) noexcept {
    const auto place = standing_of(epoch);
    if (place == EpochStanding::next) {
      return NextKey::derive(root, identity_.suite, identity_.device, epoch);
    }
    return place == EpochStanding::current ? Error::epoch_already_open : refusal(place);
  }

  /// What an opener needs to use a key from `next_key`, which must outlive the result.
  [[nodiscard]] PeerKeyView<A> view(PeerHandle, NextKey& key) noexcept {
    return {.aead = &key.aead(),
            .device = identity_.device,
            .suite = identity_.suite,
            .base_nonce = key.base_nonce(),
            .policy = identity_.commitment,
            .commitment = key.commitment(),
            .generation = identity_.generation};
  }

  /// Presents the first envelope of a later epoch; once the authority has stored the move, installs the key.
  [[nodiscard]] Result<void> accept_next(PeerHandle, Claim& claim, NextKey&& key) noexcept {
    claim.move = EpochMove::close_previous;
    auto done = authority_->try_accept({&claim, 1});
    if (done && claim.verdict == Verdict::accepted) {
      key_ = std::move(key);
      failures_ = 0;
    }
    return done;
  }

 private:
  template <class Root>
  Result<void> derive(const Root& root, Epoch epoch) noexcept {
    if (identity_.alias.size() == identity_.device.size()) {
      return Error::address_taken;
    }
    return key_.set(root, identity_.suite, identity_.device, epoch);
  }

  [[nodiscard]] EpochStanding standing_of(Epoch epoch) const noexcept {
    return standing(epoch, key_.epoch(), std::nullopt, {.max_step = max_step_, .keep_previous = false});
  }

  Authority* authority_;
  std::uint32_t max_step_;
  std::uint32_t failures_ = 0;
  PeerIdentity identity_;
  OpeningKey<A> key_{typename OpeningKey<A>::Empty{}};
};

}  // namespace e3
