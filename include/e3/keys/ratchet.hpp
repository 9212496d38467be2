#pragma once

#include "e3/core/result.hpp"
#include "e3/core/secret.hpp"
#include "e3/core/side.hpp"
#include "e3/keys/labels.hpp"
#include "e3/keys/root.hpp"

namespace e3 {

/// The next epoch's root, for a fleet that ratchets: whoever steals the new root cannot open what the old one sealed.
///
/// Save it, advance the counter store, erase the old root, and only then seal: in that order. Errors: those of the
/// backend; then the result holds nothing.
template <Side S, class Kdf>
[[nodiscard]] Result<Secret<root_size>> next_root(const Root<S, Kdf>& root) noexcept {
  Secret<root_size> next;
  if (auto done = root.kdf().expand(labels::ratchet, next.bytes()); !done) {
    return done.error();
  }
  return next;
}

}  // namespace e3
