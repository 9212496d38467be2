#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/counter.hpp"
#include "e3/core/suite.hpp"

namespace e3 {

/// The per-key value that every nonce is the XOR of; 12 bytes from the key schedule. Not secret: envelopes show it.
using BaseNonce = std::array<std::uint8_t, nonce_size>;

/// One message's nonce, 12 bytes.
using Nonce = std::array<std::uint8_t, nonce_size>;

/// `base XOR (boot salt (4) || counter (8))`, big-endian: a nonce follows from the counter and is never chosen.
///
/// With salt 0 and counter 5 it is `base` with its last byte XORed with 5. The salt makes a counter store that was
/// rolled back repeat a nonce only if the salts repeat as well.
[[nodiscard]] constexpr Nonce make_nonce(const BaseNonce& base, std::uint32_t boot_salt, Counter counter) noexcept {
  auto high = static_cast<std::uint32_t>(value(counter) >> 32);
  auto low = static_cast<std::uint32_t>(value(counter));
  Nonce nonce = base;
  for (std::size_t i = 4; i-- > 0;) {
    nonce[i] ^= static_cast<std::uint8_t>(boot_salt);
    nonce[4 + i] ^= static_cast<std::uint8_t>(high);
    nonce[8 + i] ^= static_cast<std::uint8_t>(low);
    boot_salt >>= 8;
    high >>= 8;
    low >>= 8;
  }
  return nonce;
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
