#pragma once

#include <concepts>

#include "e3/core/bytes.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/core/secret.hpp"
#include "e3/keys/root.hpp"

namespace e3 {

/// The durable memory of a ratcheting device's roots, by the epoch that each belongs to.
///
///  - `load(epoch)`: that epoch's root. `epoch_closed` if it was erased or never saved.
///  - `save(epoch, root)`: durable when it returns success; saving the same again is harmless.
///  - `erase_before(epoch)`: overwrites every root of an earlier epoch, so that it cannot be recovered.
template <class S>
concept RootStore = requires(S store, Epoch epoch, FixedBytes<root_size> root) {
  { store.load(epoch) } noexcept -> std::same_as<Result<Secret<root_size>>>;
  { store.save(epoch, root) } noexcept -> std::same_as<Result<void>>;
  { store.erase_before(epoch) } noexcept -> std::same_as<Result<void>>;
};

/// Says so if `S` is no root store. Always true where it compiles.
template <class S>
consteval bool explain_root_store() noexcept {
  constexpr bool is_store = RootStore<S>;
  static_assert(is_store,
                "e3: a RootStore needs noexcept load(Epoch), save(Epoch, FixedBytes<32>), erase_before(Epoch)");
  return true;
}

}  // namespace e3
