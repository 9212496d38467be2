#pragma once

#include <type_traits>

#include "e3/backend/portable/aes256_gcm.hpp"
#include "e3/backend/portable/chacha20_poly1305.hpp"
#include "e3/backend/portable/hmac_sha256.hpp"
#include "e3/backend/portable/kernels.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/hkdf.hpp"

namespace e3 {

/// E3's own backend, in portable C++ without any library, heap or static data: for microcontrollers. All of it is
/// constant-time on the machine that `K` describes: no branch, no memory address and no operand of an instruction whose
/// time varies depends on a secret.
template <Kernels K>
struct BasicPortable {
  /// The AEAD of a suite.
  template <Suite S>
  using Aead = std::conditional_t<S == Suite::aes_256_gcm, PortableAes256Gcm<K>, PortableChaCha20Poly1305<K>>;

  /// HMAC-SHA-256.
  using HmacSha256 = PortableHmacSha256<K.build>;

  /// HKDF-SHA-256.
  using Kdf = Hkdf<HmacSha256>;
};

/// The portable backend for the machine that the compiler targets, in few instructions.
using Portable = BasicPortable<kernels_here>;

/// The same in few bytes of flash.
using PortableTiny = BasicPortable<tiny_kernels_here>;

}  // namespace e3
