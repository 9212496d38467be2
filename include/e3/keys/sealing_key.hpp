#pragma once

#include "e3/core/bytes.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/core/side.hpp"
#include "e3/core/suite.hpp"
#include "e3/counter/key_mark.hpp"
#include "e3/keys/root.hpp"
#include "e3/keys/schedule.hpp"

namespace e3 {

template <class Profile, class Counters>
class Sealer;

/// A traffic key that seals. Only a `Sealer` can use it, so that every nonce comes from a counter.
///
/// Moves and never copies: a copied key would repeat nonces.
template <class A>
class SealingKey {
  struct Empty {
    explicit Empty() noexcept = default;
  };

 public:
  /// The key of `device` for what the root's side seals in `epoch`. Errors: those of the AEAD's `rekey` and of the
  /// backend.
  template <Side S, class Kdf>
  [[nodiscard]] static Result<SealingKey> derive(const Root<S, Kdf>& root, Suite suite, const DeviceId& device,
                                                 Epoch epoch) noexcept {
    return Result<SealingKey>{detail::MakeIf{},
                              [&](SealingKey& key) noexcept { return key.set(root, suite, device, epoch); }, Empty{}};
  }

  /// For `derive` alone.
  explicit SealingKey(Empty) noexcept {}

  SealingKey(SealingKey&&) noexcept = default;
  SealingKey& operator=(SealingKey&&) noexcept = default;
  SealingKey(const SealingKey&) = delete;
  SealingKey& operator=(const SealingKey&) = delete;
  ~SealingKey() = default;

  /// The epoch it belongs to.
  [[nodiscard]] Epoch epoch() const noexcept { return epoch_; }

  /// What its counter store knows it by. Public.
  [[nodiscard]] KeyMark mark() const noexcept {
    KeyMark mark{.epoch = epoch_};
    copy<KeyMark::id_size>(FixedBytes<commitment_size>{key_.commitment}.template first<KeyMark::id_size>(), mark.id);
    return mark;
  }

 private:
  template <class Profile, class Counters>
  friend class Sealer;

  template <Side S, class Kdf>
  Result<void> set(const Root<S, Kdf>& root, Suite suite, const DeviceId& device, Epoch epoch) noexcept {
    epoch_ = epoch;
    return key_.derive(root.kdf(), {suite, sealed_by(S), epoch, device});
  }

  Epoch epoch_{};
  TrafficKey<A> key_;
};

}  // namespace e3
