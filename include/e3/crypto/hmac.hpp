#pragma once

#include <concepts>
#include <cstddef>

#include "e3/core/bytes.hpp"

namespace e3 {

inline constexpr std::size_t sha256_size = 32;  ///< bytes of a SHA-256 or HMAC-SHA-256 output

/// HMAC-SHA-256 (RFC 2104) with its key inside: constructed from a key of any size, fed by `update`, closed by
/// `finish`.
///
/// `finish` is called once, and returns false if the backend failed on the way; `out` is then meaningless. The object
/// wipes its state when it goes.
template <class H>
concept Hmac = std::constructible_from<H, Bytes> && requires(H hmac, Bytes data, MutableFixedBytes<sha256_size> out) {
  { hmac.update(data) } noexcept -> std::same_as<void>;
  { hmac.finish(out) } noexcept -> std::same_as<bool>;
};

/// Names the requirement that `H` misses. Always true where it compiles.
template <class H>
consteval bool explain_hmac() noexcept {
  constexpr bool takes_key = std::constructible_from<H, Bytes>;
  static_assert(takes_key, "e3: an Hmac needs a constructor `H(Bytes key)`");
  constexpr bool has_update = requires(H hmac, Bytes data) {
    { hmac.update(data) } noexcept -> std::same_as<void>;
  };
  static_assert(has_update, "e3: an Hmac needs `void update(Bytes) noexcept`");
  constexpr bool has_finish = requires(H hmac, MutableFixedBytes<sha256_size> out) {
    { hmac.finish(out) } noexcept -> std::same_as<bool>;
  };
  static_assert(has_finish, "e3: an Hmac needs `bool finish(MutableFixedBytes<32>) noexcept`");
  return true;
}

}  // namespace e3
