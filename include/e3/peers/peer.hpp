#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "e3/core/address.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/generation.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/keys/opening_key.hpp"
#include "e3/peers/epoch_rules.hpp"
#include "e3/peers/peers.hpp"

namespace e3 {

/// What is fixed about a sender when it is provisioned.
struct PeerIdentity {
  DeviceId device;
  Suite suite;
  Commitment commitment = Commitment::absent;
  std::uint32_t scope = 0;  ///< where its addresses are unique; see `Source`
  Address alias{};          ///< its short address, if it has one
  Generation generation{};  ///< of the root that its keys come from
};

/// One sender: its identity and the keys of its open epochs, kept as set-up AEAD objects.
template <class A>
class Peer {
 public:
  /// A sender whose current epoch has this key.
  Peer(const PeerIdentity& identity, OpeningKey<A> current) noexcept
      : identity_{identity}, current_{std::move(current)} {}

  /// A sender in `epoch`, its key derived from its root on this side. Errors: those of `OpeningKey::derive`.
  template <class Root>
  [[nodiscard]] static Result<Peer> make(const PeerIdentity& identity, const Root& root, Epoch epoch) noexcept {
    auto key = OpeningKey<A>::derive(root, identity.suite, identity.device, epoch);
    if (!key) {
      return key.error();
    }
    return Peer{identity, *std::move(key)};
  }

  [[nodiscard]] const PeerIdentity& identity() const noexcept { return identity_; }

  /// The epoch that is current.
  [[nodiscard]] Epoch epoch() const noexcept { return current_.key.epoch(); }

  /// The previous epoch, while it is open.
  [[nodiscard]] std::optional<Epoch> previous() const noexcept {
    return previous_ ? std::optional{previous_->key.epoch()} : std::nullopt;
  }

  /// Reopens the previous epoch after a restart that fell into its grace period.
  void restore_previous(OpeningKey<A> key) noexcept { previous_.emplace(std::move(key)); }

  /// The key of an open epoch; otherwise the refusal, with nothing derived.
  [[nodiscard]] Result<PeerKey<A>> key(Epoch wanted, const EpochRules& rules) noexcept {
    const auto place = standing(wanted, epoch(), previous(), rules);
    if (place == EpochStanding::current) {
      return view(current_.key);
    }
    if (place == EpochStanding::previous) {
      return view(previous_->key);
    }
    return refusal(place);
  }

  /// What an opener needs to use `key`, which must outlive the result.
  [[nodiscard]] PeerKey<A> view(OpeningKey<A>& key) const noexcept {
    return {.aead = &key.aead(),
            .device = identity_.device,
            .suite = identity_.suite,
            .base_nonce = key.base_nonce(),
            .policy = identity_.commitment,
            .commitment = key.commitment(),
            .generation = identity_.generation};
  }

  /// Counts a failed authentication under an open epoch's key; stops counting at 2^32 - 1.
  void failed(Epoch wanted) noexcept {
    auto& failures = previous_ && previous() == wanted ? previous_->failures : current_.failures;
    failures += failures < std::numeric_limits<std::uint32_t>::max() ? 1U : 0U;
  }

  /// Failed authentications under the current epoch's key, and under the previous one's (0 once it is closed).
  [[nodiscard]] std::uint32_t failures() const noexcept { return current_.failures; }
  [[nodiscard]] std::uint32_t previous_failures() const noexcept { return previous_ ? previous_->failures : 0; }

  /// Moves to a later epoch, after the authority stored the move. The epoch that was current stays open if asked to.
  void advance(OpeningKey<A> next, bool keep_previous) noexcept {
    if (keep_previous) {
      previous_.emplace(std::move(current_));
    } else {
      previous_.reset();
    }
    current_ = Slot{std::move(next)};
  }

  /// Forgets the previous epoch's key, after the authority closed it.
  void close_previous() noexcept { previous_.reset(); }

 private:
  struct Slot {
    explicit Slot(OpeningKey<A> opening_key) noexcept : key{std::move(opening_key)} {}

    OpeningKey<A> key;
    std::uint32_t failures = 0;
  };

  PeerIdentity identity_;
  Slot current_;
  std::optional<Slot> previous_;
};

}  // namespace e3
