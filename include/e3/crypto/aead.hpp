#pragma once

#include <concepts>
#include <cstddef>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"

namespace e3 {

/// Associated data in two parts: what is authenticated is `header` followed by `extra`.
///
/// The header delimits itself, so the join is injective. A backend whose library wants one span joins them on its
/// stack; together they are at most `max_aad_size` bytes.
struct Aad {
  Bytes header;      ///< the envelope's header, as it is on the wire
  Bytes extra = {};  ///< the caller's own associated data
};

inline constexpr std::size_t max_header_size = 28 + 16 + 32;  ///< bytes of the largest header there is
inline constexpr std::size_t max_extra_aad_size = 128;        ///< bytes of a caller's associated data per message
inline constexpr std::size_t max_aad_size = max_header_size + max_extra_aad_size;  ///< bytes a backend must take

/// An authenticated cipher with its key inside, in the shape of RFC 5116: just what an envelope needs, not a general
/// API.
///
/// A default-constructed object has no key: until `rekey` succeeds `seal` and `open` return false.
///  - `rekey(suite, key)` sets the 32-byte key. It returns `suite_refused` for a suite it does not have,
///    `hardware_missing` or `backend_failed` where the machine cannot run it, and then holds no key.
///  - `seal(nonce, aad, in, out)`: `out` is `in.size() + 16` bytes and becomes ciphertext and tag.
///  - `open(nonce, aad, in, out)`: `in` is ciphertext and tag, `out` is `in.size() - 16` bytes and becomes the
///    plaintext if the tag is right. On false the caller wipes `out`, whatever the backend left there.
/// `out` may start where `in` starts, and overlaps it in no other way. An object moves but never copies, wipes its key,
/// and can be keyed anew after a move. `constant_time` says whether run time and memory accesses are independent of key
/// and data on every machine where `rekey` succeeds. One thread at a time.
template <class A>
concept Aead = std::default_initializable<A> && std::movable<A> && !std::copy_constructible<A> &&
               requires(A aead, Suite suite, FixedBytes<key_size> key, FixedBytes<nonce_size> nonce, Aad aad, Bytes in,
                        MutableBytes out) {
                 { A::constant_time } -> std::convertible_to<bool>;
                 { aead.rekey(suite, key) } noexcept -> std::same_as<Result<void>>;
                 { aead.seal(nonce, aad, in, out) } noexcept -> std::same_as<bool>;
                 { aead.open(nonce, aad, in, out) } noexcept -> std::same_as<bool>;
               };

/// Names the requirement that `A` misses, in the compiler's first error. Always true where it compiles.
template <class A>
consteval bool explain_aead() noexcept {
  constexpr bool starts_empty = std::default_initializable<A>;
  static_assert(starts_empty, "e3: an Aead needs a default constructor that holds no key");
  constexpr bool has_one_owner = std::movable<A> && !std::copy_constructible<A>;
  static_assert(has_one_owner, "e3: an Aead needs to be movable and not copyable, since it owns a key");
  constexpr bool declares_constant_time = requires {
    { A::constant_time } -> std::convertible_to<bool>;
  };
  static_assert(declares_constant_time, "e3: an Aead needs `static constexpr bool constant_time`");
  constexpr bool has_rekey = requires(A a, Suite suite, FixedBytes<key_size> key) {
    { a.rekey(suite, key) } noexcept -> std::same_as<Result<void>>;
  };
  static_assert(has_rekey, "e3: an Aead needs `Result<void> rekey(Suite, FixedBytes<32> key) noexcept`");
  constexpr bool has_seal = requires(A a, FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) {
    { a.seal(nonce, aad, in, out) } noexcept -> std::same_as<bool>;
  };
  static_assert(has_seal,
                "e3: an Aead needs `bool seal(FixedBytes<12> nonce, Aad, Bytes in, MutableBytes out) noexcept`");
  constexpr bool has_open = requires(A a, FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) {
    { a.open(nonce, aad, in, out) } noexcept -> std::same_as<bool>;
  };
  static_assert(has_open,
                "e3: an Aead needs `bool open(FixedBytes<12> nonce, Aad, Bytes in, MutableBytes out) noexcept`");
  return true;
}

}  // namespace e3
