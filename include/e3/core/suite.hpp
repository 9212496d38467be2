#pragma once

#include <cstddef>
#include <cstdint>

namespace e3 {

/// The AEAD of a key. The value is the suite number of the wire format and of the key schedule.
///
/// A key has one suite for its whole life. An envelope never chooses: one that names another suite is refused.
enum class Suite : std::uint8_t {
  aes_256_gcm = 1,        ///< NIST SP 800-38D, 256-bit key, 96-bit nonce, 128-bit tag
  chacha20_poly1305 = 2,  ///< RFC 8439
};

inline constexpr std::size_t key_size = 32;    ///< bytes of a traffic key, of either suite
inline constexpr std::size_t nonce_size = 12;  ///< bytes of a nonce, of either suite
inline constexpr std::size_t tag_size = 16;    ///< bytes of a tag; there are no truncated tags

}  // namespace e3
