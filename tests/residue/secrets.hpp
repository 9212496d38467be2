#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "e3/core/bytes.hpp"

// The key schedule once more, from the standards and without a library: what the scan looks for must not come from the
// code that is scanned.

namespace residue {

using Key = std::array<std::uint8_t, 32>;
using RoundKeys = std::array<std::array<std::uint8_t, 16>, 15>;

/// HMAC-SHA-256 (RFC 2104, FIPS 180-4) of the two parts' join; a key of at most 64 bytes.
[[nodiscard]] Key hmac(e3::Bytes key, const std::vector<std::uint8_t>& data);

/// The pseudorandom key of a root or of a fleet secret: HKDF-Extract with salt "E3 v1".
[[nodiscard]] Key pseudorandom_key(const Key& secret);

/// The first 32 bytes of HKDF-Expand under `prk`; `info` is a label and what follows it.
[[nodiscard]] Key first_block(const Key& prk, const char* label, const std::vector<std::uint8_t>& rest);

/// The key schedule of AES-256 (FIPS 197, section 5.2).
[[nodiscard]] RoundKeys aes_256_round_keys(const Key& key);

}  // namespace residue
