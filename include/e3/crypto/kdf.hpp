#pragma once

#include <concepts>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"

namespace e3 {

/// HKDF-SHA-256 (RFC 5869) that holds one pseudorandom key, or a handle to one inside a chip.
///
///  - `K::extract(salt, secret)` makes it: HKDF-Extract.
///  - `expand(info, out)` writes `out.size()` bytes of HKDF-Expand.
///  - `expand_key(info, suite, aead, rest)` gives the first 32 bytes of HKDF-Expand to `aead` as its key and writes
///    the bytes after them to `rest`. It is a function of its own so that a key store can do it without showing the
///    key. After an error the AEAD holds no key or the one it had, and is not to be used.
/// Movable, not copyable; wipes what it holds.
template <class K, class A>
concept KdfFor = std::movable<K> && !std::copy_constructible<K> &&
                 requires(const K kdf, Suite suite, Bytes salt, Bytes secret, Bytes info, MutableBytes out, A aead) {
                   { K::extract(salt, secret) } noexcept -> std::same_as<Result<K>>;
                   { kdf.expand(info, out) } noexcept -> std::same_as<Result<void>>;
                   { kdf.expand_key(info, suite, aead, out) } noexcept -> std::same_as<Result<void>>;
                 };

/// Names the requirement that `K` misses to set up keys of `A`. Always true where it compiles.
template <class K, class A>
consteval bool explain_kdf() noexcept {
  constexpr bool has_one_owner = std::movable<K> && !std::copy_constructible<K>;
  static_assert(has_one_owner, "e3: a Kdf needs to be movable and not copyable, since it owns a key");
  constexpr bool has_extract = requires(Bytes salt, Bytes secret) {
    { K::extract(salt, secret) } noexcept -> std::same_as<Result<K>>;
  };
  static_assert(has_extract, "e3: a Kdf needs `static Result<K> extract(Bytes salt, Bytes secret) noexcept`");
  constexpr bool has_expand = requires(const K kdf, Bytes info, MutableBytes out) {
    { kdf.expand(info, out) } noexcept -> std::same_as<Result<void>>;
  };
  static_assert(has_expand, "e3: a Kdf needs `Result<void> expand(Bytes info, MutableBytes out) const noexcept`");
  constexpr bool has_expand_key = requires(const K kdf, Bytes info, Suite suite, A aead, MutableBytes rest) {
    { kdf.expand_key(info, suite, aead, rest) } noexcept -> std::same_as<Result<void>>;
  };
  static_assert(
      has_expand_key,
      "e3: a Kdf needs `Result<void> expand_key(Bytes info, Suite, A& aead, MutableBytes rest) const noexcept`");
  return true;
}

}  // namespace e3
