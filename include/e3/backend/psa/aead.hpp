#pragma once

#include <psa/crypto.h>

#include <cstddef>
#include <utility>

#include "e3/backend/psa/key.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/stack_burn.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"
#include "e3/crypto/joined_aad.hpp"

namespace e3 {

/// An AEAD of PSA Crypto; satisfies `e3::Aead`. It holds a handle; the key is in the store. `InHardware` is the
/// caller's word that the platform runs AES in hardware.
template <Suite S, bool InHardware>
class PsaAead {
 public:
  static constexpr bool constant_time = InHardware || S == Suite::chacha20_poly1305;

  /// See `e3::Aead`. Errors: `suite_refused`, `backend_failed`.
  [[nodiscard]] Result<void> rekey(Suite suite, FixedBytes<key_size> key) noexcept {
    key_ = {};
    if (suite != S) {
      return Error::suite_refused;
    }
    auto imported = PsaKey::import(psa_traffic_key_attributes(S), key);
    burn_stack<detail::psa_stack + binder_stack>();
    if (!imported) {
      return imported.error();
    }
    key_ = *std::move(imported);
    return {};
  }

  /// Sets a key that is in the store, with `psa_traffic_key_attributes(S)`. Errors: `suite_refused`; then it holds no
  /// key.
  [[nodiscard]] Result<void> rekey(Suite suite, PsaKey key) noexcept {
    key_ = suite == S ? std::move(key) : PsaKey{};
    return suite == S ? Result<void>{} : Error::suite_refused;
  }

  /// See `e3::Aead`.
  [[nodiscard]] bool seal(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
    AadBuffer buffer;
    const Bytes whole = joined(aad, buffer);
    std::size_t written = 0;
    const bool done = psa_aead_encrypt(key_.id(), algorithm, nonce.data(), nonce.size(), whole.data(), whole.size(),
                                       in.data(), in.size(), out.data(), out.size(), &written) == PSA_SUCCESS;
    burn_stack<detail::psa_stack>();
    return done && written == in.size() + tag_size;
  }

  /// See `e3::Aead`.
  [[nodiscard]] bool open(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
    AadBuffer buffer;
    const Bytes whole = joined(aad, buffer);
    std::size_t written = 0;
    const bool done = psa_aead_decrypt(key_.id(), algorithm, nonce.data(), nonce.size(), whole.data(), whole.size(),
                                       in.data(), in.size(), out.data(), out.size(), &written) == PSA_SUCCESS;
    burn_stack<detail::psa_stack>();
    return done && written == in.size() - tag_size;
  }

 private:
  static constexpr psa_algorithm_t algorithm = S == Suite::aes_256_gcm ? PSA_ALG_GCM : PSA_ALG_CHACHA20_POLY1305;

  PsaKey key_;
};

}  // namespace e3
