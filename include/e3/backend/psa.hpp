#pragma once

#include "e3/backend/psa/aead.hpp"
#include "e3/backend/psa/kdf.hpp"
#include "e3/core/suite.hpp"

// Implementation notes
//
// PSA Crypto 1.0, as in Mbed TLS 2.28 and later: keys are handles, and no key byte passes through E3 once the root is a
// handle. PSA has no HKDF-Extract that leaves its result in the store, so a `PsaKdf` keeps the root's handle and the
// salt, and each derivation runs the whole HKDF; its stream gives the traffic key as a handle first and the public
// values after it as bytes.

namespace e3 {

/// The backend of PSA Crypto, for chips whose key store holds the root: root and traffic keys stay in it. Fit for
/// ChaCha20-Poly1305. Its AES-256-GCM counts as not constant-time, since Mbed TLS looks up tables where there is no AES
/// hardware: take `PsaWithAesHardware`, or `unsafe::VariableTime<Psa>`.
///
/// Its objects share the process's key store: where that is for one thread, as that of Mbed TLS before 3.6 or built
/// without `MBEDTLS_THREADING_C` is, two threads with an object each may be given each other's keys.
struct Psa {
  template <Suite S>
  using Aead = PsaAead<S, false>;
  using Kdf = PsaKdf;
};

/// The same on a platform whose PSA runs AES-256-GCM in hardware: a chip's driver, or Mbed TLS on a processor with
/// instructions for AES and carry-less multiplication. This is the caller's word: PSA does not tell.
struct PsaWithAesHardware {
  template <Suite S>
  using Aead = PsaAead<S, true>;
  using Kdf = PsaKdf;
};

}  // namespace e3
