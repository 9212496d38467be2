#pragma once

#include <psa/crypto.h>

#include <cstddef>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"

namespace e3 {

namespace detail {

/// Stack below its caller in which PSA's functions may leave secrets, in bytes.
inline constexpr std::size_t psa_stack = 1024;

/// Makes PSA ready if it is not. Asked each time, as PSA allows: a chip whose entropy is late fails once and not for good.
inline bool psa_is_ready() noexcept { return psa_crypto_init() == PSA_SUCCESS; }

}  // namespace detail

/// A key in the PSA key store, destroyed with the object. Moves and never copies. It takes one of the store's slots, of
/// which Mbed TLS has 32 unless it was built with more (`MBEDTLS_PSA_KEY_SLOT_COUNT`).
class PsaKey {
 public:
  PsaKey() noexcept = default;
  explicit PsaKey(psa_key_id_t id) noexcept : id_{id} {}
  PsaKey(PsaKey&& other) noexcept : id_{std::exchange(other.id_, PSA_KEY_ID_NULL)} {}
  PsaKey& operator=(PsaKey&& other) noexcept {
    if (this != &other) {
      destroy();
      id_ = std::exchange(other.id_, PSA_KEY_ID_NULL);
    }
    return *this;
  }
  PsaKey(const PsaKey&) = delete;
  PsaKey& operator=(const PsaKey&) = delete;
  ~PsaKey() { destroy(); }

  /// Puts `bytes` into the store, as a volatile key with these attributes. Errors: `backend_failed`.
  [[nodiscard]] static Result<PsaKey> import(const psa_key_attributes_t& attributes, Bytes bytes) noexcept {
    psa_key_id_t id = PSA_KEY_ID_NULL;
    if (!detail::psa_is_ready() || psa_import_key(&attributes, bytes.data(), bytes.size(), &id) != PSA_SUCCESS) {
      return Error::backend_failed;
    }
    return PsaKey{id};
  }

  [[nodiscard]] psa_key_id_t id() const noexcept { return id_; }

 private:
  void destroy() noexcept {
    if (id_ != PSA_KEY_ID_NULL) {
      psa_destroy_key(std::exchange(id_, PSA_KEY_ID_NULL));
    }
  }

  psa_key_id_t id_ = PSA_KEY_ID_NULL;
};

/// What a traffic key of `suite` is to the store.
[[nodiscard]] inline psa_key_attributes_t psa_traffic_key_attributes(Suite suite) noexcept {
  const bool gcm = suite == Suite::aes_256_gcm;
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_set_key_type(&attributes, gcm ? PSA_KEY_TYPE_AES : PSA_KEY_TYPE_CHACHA20);
  psa_set_key_bits(&attributes, 8 * key_size);
  psa_set_key_algorithm(&attributes, gcm ? PSA_ALG_GCM : PSA_ALG_CHACHA20_POLY1305);
  psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_ENCRYPT | PSA_KEY_USAGE_DECRYPT);
  return attributes;
}

}  // namespace e3
