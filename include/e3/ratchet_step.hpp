#pragma once

#include "e3/core/device_id.hpp"
#include "e3/core/next_epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/counter/store.hpp"
#include "e3/keys/ratchet.hpp"
#include "e3/keys/root.hpp"
#include "e3/keys/root_store.hpp"
#include "e3/provision.hpp"

// Implementation notes
//
// Order of a step from epoch e: save root e+1, advance the counter store, erase root e. A power cut before the advance
// leaves the device in epoch e with a root too many; a cut after it leaves root e to be erased, which `load_root` does
// at every boot. At no point is there an epoch without its root.

namespace e3 {

/// The root of the epoch that a ratcheting device is in, after finishing a step that a power cut interrupted: every
/// earlier root is erased. Call it at boot, before the sealer is made.
///
/// Errors: those of the counter store; `epoch_closed` if the root store lacks the epoch's root (the stores do not
/// belong together: provision anew); `store_failed` if an old root could not be erased.
template <class Profile, class Roots, class Store>
[[nodiscard]] Result<DeviceRoot<Profile>> load_root(Roots& roots, Store& store) noexcept {
  static_assert(explain_root_store<Roots>() && explain_counter_store<Store>());
  const auto epoch = store.epoch();
  if (!epoch) {
    return epoch.error();
  }
  const auto bytes = roots.load(*epoch);
  if (!bytes) {
    return bytes.error();
  }
  if (auto erased = roots.erase_before(*epoch); !erased) {
    return erased.error();
  }
  return DeviceRoot<Profile>::from(bytes->bytes());
}

/// Moves a ratcheting device to its next epoch and returns that epoch's root, which the next sealer is made with.
///
/// The new root is saved, the counter store advanced, the old root erased, in that order and each durably. After an
/// error the device is in the old epoch or the new one: call `load_root` and make a new sealer. Errors:
/// `epoch_exhausted`; those of both stores and of the backend.
template <class Profile, class Roots, class Store>
[[nodiscard]] Result<DeviceRoot<Profile>> ratchet_to_next(const DeviceRoot<Profile>& root,
                                                          typename Profile::SuiteChoice suite, const DeviceId& device,
                                                          Roots& roots, Store& store) noexcept {
  static_assert(explain_root_store<Roots>());
  const auto epoch = store.epoch();
  if (!epoch) {
    return epoch.error();
  }
  const auto next = next_epoch(*epoch);
  if (!next) {
    return next.error();
  }
  const auto bytes = next_root(root);
  if (!bytes) {
    return bytes.error();
  }
  if (auto saved = roots.save(*next, bytes->bytes()); !saved) {
    return saved.error();
  }
  auto stepped = DeviceRoot<Profile>::from(bytes->bytes());
  if (!stepped) {
    return stepped.error();
  }
  if (auto advanced = advance_to<Profile>(*stepped, suite, device, store, *next); !advanced) {
    return advanced.error();
  }
  if (auto erased = roots.erase_before(*next); !erased) {
    return erased.error();
  }
  return stepped;
}

/// The same for a profile that fixes the suite.
template <class Profile, class Roots, class Store>
[[nodiscard]] Result<DeviceRoot<Profile>> ratchet_to_next(const DeviceRoot<Profile>& root, const DeviceId& device,
                                                          Roots& roots, Store& store) noexcept {
  return ratchet_to_next<Profile>(root, detail::fixed_suite<Profile>(), device, roots, store);
}

}  // namespace e3
