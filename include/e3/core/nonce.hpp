#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "e3/core/counter.hpp"
#include "e3/core/suite.hpp"

namespace e3 {

/// The per-key value that every nonce is the XOR of; 12 bytes from the key schedule. Not secret: envelopes show it.
using BaseNonce = std::array<std::uint8_t, nonce_size>;

/// One message's nonce, 12 bytes.
using Nonce = std::array<std::uint8_t, nonce_size>;

namespace detail {

/// A number whose bytes in memory are those of `number` in big-endian order.
constexpr std::uint32_t big_endian(std::uint32_t number) noexcept {
  if constexpr (std::endian::native == std::endian::big) {
    return number;
  } else {
    return number >> 24 | (number >> 8 & 0xFF00) | (number << 8 & 0xFF'0000) | number << 24;
  }
}

}  // namespace detail

/// `base XOR (boot salt (4) || counter (8))`, big-endian: a nonce follows from the counter and is never chosen.
///
/// With salt 0 and counter 5 it is `base` with its last byte XORed with 5. The salt makes a counter store that was
/// rolled back repeat a nonce only if the salts repeat as well.
[[nodiscard]] constexpr Nonce make_nonce(const BaseNonce& base, std::uint32_t boot_salt, Counter counter) noexcept {
  auto words = std::bit_cast<std::array<std::uint32_t, 3>>(base);
  words[0] ^= detail::big_endian(boot_salt);
  words[1] ^= detail::big_endian(static_cast<std::uint32_t>(value(counter) >> 32));
  words[2] ^= detail::big_endian(static_cast<std::uint32_t>(value(counter)));
  return std::bit_cast<Nonce>(words);
}

/// The boot salt that `nonce` was made with. Says nothing about the counter.
[[nodiscard]] constexpr std::uint32_t boot_salt_of(const BaseNonce& base, const Nonce& nonce) noexcept {
  std::uint32_t salt = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    salt = (salt << 8) | static_cast<std::uint32_t>(base[i] ^ nonce[i]);
  }
  return salt;
}

}  // namespace e3
