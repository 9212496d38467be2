#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <type_traits>

#include "e3/core/big_endian.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/suite.hpp"

namespace e3 {

/// One message's nonce, 12 bytes. Aligned, so that a small processor reads and writes it as three words.
struct alignas(std::uint32_t) Nonce : std::array<std::uint8_t, nonce_size> {};

/// The per-key value that every nonce is the XOR of; 12 bytes from the key schedule. Not secret: envelopes show it.
using BaseNonce = Nonce;

/// `base XOR (boot salt (4) || counter (8))`, big-endian: a nonce follows from the counter and is never chosen.
///
/// With salt 0 and counter 5 it is `base` with its last byte XORed with 5. The salt makes a counter store that was
/// rolled back repeat a nonce only if the salts repeat as well.
[[nodiscard]] constexpr Nonce make_nonce(const BaseNonce& base, std::uint32_t boot_salt, Counter counter) noexcept {
  const std::uint32_t salt_bytes = big_endian(boot_salt);
  const std::uint32_t high_bytes = big_endian(static_cast<std::uint32_t>(value(counter) >> 32));
  const std::uint32_t low_bytes = big_endian(static_cast<std::uint32_t>(value(counter)));
#if defined(__GNUC__) || defined(__clang__)
  if (!std::is_constant_evaluated()) {
    // In place: compilers copy the arrays of a bit_cast to and fro, 25 instructions on x86-64.
    Nonce nonce;
    if constexpr (sizeof(void*) == 8) {
      // Two words at once, as an AEAD reads them: it would wait for two narrow stores.
      constexpr bool little = std::endian::native == std::endian::little;
      std::uint64_t first = 0;
      __builtin_memcpy(&first, base.data(), sizeof first);
      first ^= std::uint64_t{little ? high_bytes : salt_bytes} << 32 | (little ? salt_bytes : high_bytes);
      __builtin_memcpy(nonce.data(), &first, sizeof first);
    }
    using Word [[gnu::may_alias]] = std::uint32_t;
    const auto* from = reinterpret_cast<const Word*>(&base);
    auto* to = reinterpret_cast<Word*>(&nonce);
    if constexpr (sizeof(void*) != 8) {
      to[0] = from[0] ^ salt_bytes;
      to[1] = from[1] ^ high_bytes;
    }
    to[2] = from[2] ^ low_bytes;
    return nonce;
  }
#endif
  auto words = std::bit_cast<std::array<std::uint32_t, 3>>(base);
  words[0] ^= salt_bytes;
  words[1] ^= high_bytes;
  words[2] ^= low_bytes;
  return std::bit_cast<Nonce>(words);
}

/// The boot salt that `nonce` was made with. Says nothing about the counter.
[[nodiscard]] constexpr std::uint32_t boot_salt_of(const BaseNonce& base, const Nonce& nonce) noexcept {
  return load_big_endian(base.data()) ^ load_big_endian(nonce.data());
}

}  // namespace e3
