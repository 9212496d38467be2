#pragma once

#include <string_view>

#include "e3/core/suite.hpp"
#include "outside/case.hpp"
#include "outside/readers/text.hpp"

namespace outside {

// One reader for each format. A reader refuses what it does not understand; what it understands and E3 has no use for,
// such as a case of another algorithm, it counts in `Cases::unfit`.

/// NIST CAVP, AES-GCM (.rsp): `[Taglen = 32]` and the like, then cases that begin at `Count`; `FAIL` in a case to open.
[[nodiscard]] Cases read_cavp(const File& file);

/// Wycheproof (JSON), of the algorithms that `algorithm` names in the file.
[[nodiscard]] Cases read_wycheproof(const File& file);

/// BoringSSL: `KEY: value`, a blank line between cases; `FAILS` in a case that must not open. Its file of HMAC cases has
/// `Key = value` instead.
[[nodiscard]] Cases read_boringssl_aead(const File& file, e3::Suite suite);
[[nodiscard]] Cases read_boringssl_hmac(const File& file);

/// ring: `KEY = value`, a blank line between cases; `FAILS = WRONG_NONCE_LENGTH` in one whose nonce ring does not take.
[[nodiscard]] Cases read_ring_aead(const File& file, e3::Suite suite);
[[nodiscard]] Cases read_ring_hkdf(const File& file);

/// The Python package cryptography: `NAME = value`, cases that begin at `COUNT` (HMAC: `Len`).
[[nodiscard]] Cases read_cryptography_aead(const File& file);
[[nodiscard]] Cases read_cryptography_hkdf(const File& file);
[[nodiscard]] Cases read_cryptography_hmac(const File& file);

/// Go: the struct literals of a variable in a _test.go.
[[nodiscard]] Cases read_go_aead(const File& file);
[[nodiscard]] Cases read_go_hkdf(const File& file);

/// Botan (.vec): `[algorithm]`, then cases that end at `Out` or `Output`.
[[nodiscard]] Cases read_botan(const File& file);

/// Mbed TLS (.data): a title, perhaps `depends_on:`, and `function:"argument":...`.
[[nodiscard]] Cases read_mbedtls(const File& file);

}  // namespace outside
