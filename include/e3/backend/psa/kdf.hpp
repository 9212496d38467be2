#pragma once

#include <psa/crypto.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "e3/backend/psa/key.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/stack_burn.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/kdf.hpp"  // IWYU pragma: keep

namespace e3 {

/// HKDF-SHA-256 (RFC 5869) of PSA Crypto, over a secret in its key store. Satisfies `KdfFor` with the AEADs of PSA
/// alone, since no key comes out of the store. Moves and never copies; after a move it fails with `backend_failed`.
class PsaKdf {
 public:
  // What was moved from keeps no handle: the store gives a destroyed key's handle to the next key.
  PsaKdf(PsaKdf&& other) noexcept
      : own_{std::move(other.own_)},
        secret_{std::exchange(other.secret_, PSA_KEY_ID_NULL)},
        salt_{other.salt_},
        salt_size_{other.salt_size_} {}
  PsaKdf& operator=(PsaKdf&& other) noexcept {
    own_ = std::move(other.own_);
    secret_ = std::exchange(other.secret_, PSA_KEY_ID_NULL);
    salt_ = other.salt_;
    salt_size_ = other.salt_size_;
    return *this;
  }
  PsaKdf(const PsaKdf&) = delete;
  PsaKdf& operator=(const PsaKdf&) = delete;
  ~PsaKdf() = default;

  /// See `KdfFor`: puts `secret` into the store first. Errors: `backend_failed`, also for an empty secret.
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): the order is the RFC's.
  [[nodiscard]] static Result<PsaKdf> extract(Bytes salt, Bytes secret) noexcept {
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_set_key_type(&attributes, PSA_KEY_TYPE_DERIVE);
    psa_set_key_algorithm(&attributes, algorithm);
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_DERIVE);
    auto key = PsaKey::import(attributes, secret);
    burn_stack<detail::psa_stack + binder_stack>();
    if (!key) {
      return key.error();
    }
    auto kdf = of_key(key->id(), salt);
    if (kdf) {
      kdf->own_ = *std::move(key);
    }
    return kdf;
  }

  /// A secret that is in the store already, and stays the caller's: of type `PSA_KEY_TYPE_DERIVE`, for
  /// `PSA_ALG_HKDF(PSA_ALG_SHA_256)` and `PSA_KEY_USAGE_DERIVE`. It must outlive the object, which never destroys it.
  /// For a root, `salt` is `labels::extract_salt`. Errors: `backend_failed`, also if the
  /// store has no such key or it is for another use.
  [[nodiscard]] static Result<PsaKdf> of_key(psa_key_id_t secret, Bytes salt) noexcept {
    if (!detail::psa_is_ready() || !is_secret(secret)) {
      return Error::backend_failed;
    }
    PsaKdf kdf{secret};
    // HMAC does the same with a key that is longer than its block (RFC 2104).
    if (salt.size() > kdf.salt_.size()) {
      if (psa_hash_compute(PSA_ALG_SHA_256, salt.data(), salt.size(), kdf.salt_.data(), kdf.salt_.size(),
                           &kdf.salt_size_) != PSA_SUCCESS) {
        return Error::backend_failed;
      }
    } else {
      copy_short(salt, kdf.salt_);
      kdf.salt_size_ = salt.size();
    }
    return kdf;
  }

  /// See `KdfFor`: the root of a ratchet, or a device's root under a fleet secret; no traffic key comes this way.
  [[nodiscard]] Result<void> expand(Bytes info, MutableBytes out) const noexcept {
    return derive(info, [&](Operation& operation) { return operation.bytes(out); });
  }

  /// See `KdfFor`: the key goes from HKDF to the store, and E3 sees its handle.
  template <class A>
    requires requires(A aead, Suite suite, PsaKey key) { aead.rekey(suite, std::move(key)); }
  [[nodiscard]] Result<void> expand_key(Bytes info, Suite suite, A& aead, MutableBytes rest) const noexcept {
    PsaKey key;
    auto done = derive(info, [&](Operation& operation) {
      return operation.key(psa_traffic_key_attributes(suite), key) && operation.bytes(rest);
    });
    return done ? aead.rekey(suite, std::move(key)) : done;
  }

 private:
  static constexpr psa_algorithm_t algorithm = PSA_ALG_HKDF(PSA_ALG_SHA_256);
  static constexpr std::size_t block_size = 64;  // of SHA-256

  class Operation {
   public:
    Operation() noexcept = default;
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;
    ~Operation() { psa_key_derivation_abort(&operation_); }

    bool start(Bytes salt, psa_key_id_t secret, Bytes info) noexcept {
      return psa_key_derivation_setup(&operation_, algorithm) == PSA_SUCCESS &&
             input(PSA_KEY_DERIVATION_INPUT_SALT, salt) &&
             psa_key_derivation_input_key(&operation_, PSA_KEY_DERIVATION_INPUT_SECRET, secret) == PSA_SUCCESS &&
             input(PSA_KEY_DERIVATION_INPUT_INFO, info);
    }
    bool bytes(MutableBytes out) noexcept {
      return out.empty() || psa_key_derivation_output_bytes(&operation_, out.data(), out.size()) == PSA_SUCCESS;
    }
    bool key(const psa_key_attributes_t& attributes, PsaKey& out) noexcept {
      psa_key_id_t id = PSA_KEY_ID_NULL;
      const bool done = psa_key_derivation_output_key(&attributes, &operation_, &id) == PSA_SUCCESS;
      out = PsaKey{id};
      return done;
    }

   private:
    bool input(psa_key_derivation_step_t step, Bytes bytes) noexcept {
      return psa_key_derivation_input_bytes(&operation_, step, bytes.data(), bytes.size()) == PSA_SUCCESS;
    }

    psa_key_derivation_operation_t operation_ = PSA_KEY_DERIVATION_OPERATION_INIT;
  };

  /// Whether the store has this key, for this use: said now and not when a device first seals.
  static bool is_secret(psa_key_id_t key) noexcept {
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    const bool fits = psa_get_key_attributes(key, &attributes) == PSA_SUCCESS &&
                      psa_get_key_type(&attributes) == PSA_KEY_TYPE_DERIVE &&
                      psa_get_key_algorithm(&attributes) == algorithm &&
                      (psa_get_key_usage_flags(&attributes) & PSA_KEY_USAGE_DERIVE) != 0;
    psa_reset_key_attributes(&attributes);
    return fits;
  }

  explicit PsaKdf(psa_key_id_t secret) noexcept : secret_{secret} {}

  template <class Output>
  Result<void> derive(Bytes info, Output output) const noexcept {
    return burn_stack_after<detail::psa_stack + binder_stack>([&]() noexcept -> Result<void> {
      Operation operation;
      const bool done = operation.start(Bytes{salt_}.first(salt_size_), secret_, info) && output(operation);
      return done ? Result<void>{} : Error::backend_failed;
    });
  }

  PsaKey own_;  // the secret, if it was brought as bytes
  psa_key_id_t secret_;
  std::array<std::uint8_t, block_size> salt_{};
  std::size_t salt_size_ = 0;
};

}  // namespace e3
