#pragma once

#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/core/side.hpp"
#include "e3/counter/key_mark.hpp"
#include "e3/counter/store.hpp"
#include "e3/keys/root.hpp"
#include "e3/keys/sealing_key.hpp"
#include "e3/profile/profile.hpp"

namespace e3 {

/// The mark under which a counter store knows the key that `root` seals with in `epoch`: what provisioning formats a
/// store with. Errors: those of the backend.
template <class Profile, Side S, class Kdf>
[[nodiscard]] Result<KeyMark> sealing_mark(const Root<S, Kdf>& root, typename Profile::SuiteChoice suite,
                                           const DeviceId& device, Epoch epoch) noexcept {
  const auto key = SealingKey<typename Profile::Aead>::derive(root, suite, device, epoch);
  if (!key) {
    return key.error();
  }
  return key->mark();
}

/// The same for a profile that fixes the suite.
template <class Profile, Side S, class Kdf>
[[nodiscard]] Result<KeyMark> sealing_mark(const Root<S, Kdf>& root, const DeviceId& device, Epoch epoch) noexcept {
  return sealing_mark<Profile>(root, detail::fixed_suite<Profile>(), device, epoch);
}

/// Moves a counter store to a later epoch, durably: its counters start at 0 again, under another key. Destroy the
/// sealer of the old epoch before it: it can reserve nothing more, but could still seal the rest of its block.
///
/// On a device the next epoch is the stored one plus 1. A cloud's downlink store follows to the highest epoch that the
/// cloud has accepted. With a ratchet, `root` is the root of `epoch`. Errors: `epoch_not_later`; those of the store.
template <class Profile, Side S, class Kdf, class Store>
[[nodiscard]] Result<void> advance_to(const Root<S, Kdf>& root, typename Profile::SuiteChoice suite,
                                      const DeviceId& device, Store& store, Epoch epoch) noexcept {
  static_assert(explain_counter_store<Store>());
  const auto mark = sealing_mark<Profile>(root, suite, device, epoch);
  if (!mark) {
    return mark.error();
  }
  return store.advance(*mark);
}

/// The same for a profile that fixes the suite.
template <class Profile, Side S, class Kdf, class Store>
[[nodiscard]] Result<void> advance_to(const Root<S, Kdf>& root, const DeviceId& device, Store& store,
                                      Epoch epoch) noexcept {
  return advance_to<Profile>(root, detail::fixed_suite<Profile>(), device, store, epoch);
}

}  // namespace e3
