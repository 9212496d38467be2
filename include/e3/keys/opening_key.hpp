#pragma once

#include "e3/core/commitment.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/nonce.hpp"
#include "e3/core/result.hpp"
#include "e3/core/side.hpp"
#include "e3/core/suite.hpp"
#include "e3/keys/root.hpp"
#include "e3/keys/schedule.hpp"

namespace e3 {

template <class A, class Authority>
class OnePeer;

/// A traffic key that opens, kept as a set-up AEAD object. Moves and never copies.
template <class A>
class OpeningKey {
  struct Empty {
    explicit Empty() noexcept = default;
  };

 public:
  /// The key of `device` for what the root's side opens in `epoch`. Errors: those of the AEAD's `rekey` and of the
  /// backend.
  template <Side S, class Kdf>
  [[nodiscard]] static Result<OpeningKey> derive(const Root<S, Kdf>& root, Suite suite, const DeviceId& device,
                                                 Epoch epoch) noexcept {
    return Result<OpeningKey>{detail::MakeIf{},
                              [&](OpeningKey& key) noexcept { return key.set(root, suite, device, epoch); }, Empty{}};
  }

  /// For `derive` alone.
  explicit OpeningKey(Empty) noexcept {}

  OpeningKey(OpeningKey&&) noexcept = default;
  OpeningKey& operator=(OpeningKey&&) noexcept = default;
  OpeningKey(const OpeningKey&) = delete;
  OpeningKey& operator=(const OpeningKey&) = delete;
  ~OpeningKey() = default;

  [[nodiscard]] Epoch epoch() const noexcept { return epoch_; }
  [[nodiscard]] A& aead() noexcept { return key_.aead; }
  [[nodiscard]] const BaseNonce& base_nonce() const noexcept { return key_.base_nonce; }
  [[nodiscard]] const CommitmentValue& commitment() const noexcept { return key_.commitment; }

 private:
  template <class Aead, class Authority>
  friend class OnePeer;

  template <Side S, class Kdf>
  Result<void> set(const Root<S, Kdf>& root, Suite suite, const DeviceId& device, Epoch epoch) noexcept {
    epoch_ = epoch;
    return key_.derive(root.kdf(), {suite, opened_by(S), epoch, device});
  }

  Epoch epoch_{};
  TrafficKey<A> key_;
};

}  // namespace e3
