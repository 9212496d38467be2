#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace e3 {

inline constexpr std::size_t commitment_size = 32;  ///< in bytes

/// A public value that only one traffic key has: 32 bytes from the key schedule.
///
/// Neither AES-GCM nor ChaCha20-Poly1305 commits to its key: a party that knows two keys can make one envelope that
/// opens under both. With this value in the header it opens under one. It commits to key, device, epoch, suite and
/// direction, not to the caller's aad.
using CommitmentValue = std::array<std::uint8_t, commitment_size>;

/// Whether envelopes of a device carry the commitment. Pinned on both ends: an opener refuses the other kind.
enum class Commitment : std::uint8_t { absent, required };

}  // namespace e3
