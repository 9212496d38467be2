"""Prints include/e3/testing/known_answers.hpp: what AEADs, HKDF and a sealer answer for inputs of all kinds of sizes,
computed by Python's `cryptography` and `hmac` and from nothing of E3's code.

To regenerate, from the repository's root:

    python3 tests/support/generate_known_answers.py > include/e3/testing/known_answers.hpp
    clang-format -i include/e3/testing/known_answers.hpp
"""

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305

KDFS = [(5, 32, 13, 76), (0, 16, 0, 1), (5, 32, 28, 32), (13, 22, 10, 42), (64, 64, 80, 33), (65, 80, 80, 82),
        (80, 80, 80, 1000), (200, 100, 0, 8160)]
PAYLOADS = [0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 511, 512, 513, 1000, 1024]
HEADERS = [0, 12, 1, 76, 16, 11, 28, 15, 17, 60]
EXTRAS = [0, 0, 8, 128, 1, 16, 127, 5]


def fill(size, seed):
    return bytes((seed + 31 * i + 17 * (i >> 8)) & 0xFF for i in range(size))


def digest(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def answer(aead, i, payload, header, extra):
    key, nonce = fill(32, 3 * i + 1), fill(12, 5 * i + 2)
    aad = fill(header, 7 * i + 3) + fill(extra, 11 * i + 4)
    return digest(aead(key).encrypt(nonce, fill(payload, 13 * i + 5), aad))


def extract(salt, secret):
    return hmac.new(salt, secret, hashlib.sha256).digest()


def expand(prk, info, size):
    okm, block = b"", b""
    while len(okm) < size:
        block = hmac.new(prk, block + info + bytes([len(okm) // 32 + 1]), hashlib.sha256).digest()
        okm += block
    return okm[:size]


def envelope(aead, suite):
    device = fill(8, 201)
    info = b"E3 v1 traffic" + bytes([suite, 0, 0, 0, 0, 0, 8]) + device
    okm = expand(extract(b"E3 v1", fill(32, 200)), info, 76)
    header = bytes([0xA0]) + device + bytes([0])
    return digest(header + aead(okm[:32]).encrypt(okm[32:44], fill(100, 202), header + fill(9, 203)))


print("""#pragma once

// Made by tests/support/generate_known_answers.py; its first lines say how to make it again.

#include <array>
#include <cstdint>

#include "e3/core/suite.hpp"

namespace e3::testing {

/// What an AEAD must answer: sizes in bytes, and the FNV-1a hash of ciphertext and tag in either suite.
struct AeadAnswer {
  std::uint16_t payload_size;
  std::uint8_t header_size;
  std::uint8_t extra_size;
  std::uint64_t aes_256_gcm;
  std::uint64_t chacha20_poly1305;

  [[nodiscard]] constexpr std::uint64_t in(Suite suite) const noexcept {
    return suite == Suite::aes_256_gcm ? aes_256_gcm : chacha20_poly1305;
  }
};

/// Answer `i` is for inputs whose byte `n` is `seed + 31 n + 17 (n / 256)`, modulo 256: seed `3 i + 1` for the key,
/// `5 i + 2` for the nonce, `7 i + 3` for the header, `11 i + 4` for the extra associated data, `13 i + 5` for the
/// payload.
inline constexpr std::array aead_answers{""")
for i, payload in enumerate(PAYLOADS):
    header, extra = HEADERS[i % len(HEADERS)], EXTRAS[i % len(EXTRAS)]
    values = [answer(aead, i, payload, header, extra) for aead in (AESGCM, ChaCha20Poly1305)]
    print(f"    AeadAnswer{{{payload}, {header}, {extra}, 0x{values[0]:016X}, 0x{values[1]:016X}}},")
print("""};

/// What HKDF-SHA-256 must answer: sizes in bytes, and the FNV-1a hash of the output.
struct KdfAnswer {
  std::uint16_t salt_size;
  std::uint16_t secret_size;
  std::uint16_t info_size;
  std::uint16_t output_size;
  std::uint64_t hash;
};

/// Salt, secret and info are such bytes, with the seeds 100, 101 and 102.
inline constexpr std::array kdf_answers{""")
for salt, secret, info, size in KDFS:
    okm = expand(extract(fill(salt, 100), fill(secret, 101)), fill(info, 102), size)
    print(f"    KdfAnswer{{{salt}, {secret}, {info}, {size}, 0x{digest(okm):016X}}},")
print(f"""}};

/// The FNV-1a hash of a device's first compact envelope in epoch 0, without a boot salt. Such bytes again: root of 32
/// with the seed 200, device ID of 8 with 201, payload of 100 with 202, associated data of 9 with 203.
inline constexpr std::uint64_t aes_256_gcm_envelope = 0x{envelope(AESGCM, 1):016X};
inline constexpr std::uint64_t chacha20_poly1305_envelope = 0x{envelope(ChaCha20Poly1305, 2):016X};

}}  // namespace e3::testing""")
