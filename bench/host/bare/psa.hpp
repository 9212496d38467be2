#pragma once

#include <psa/crypto.h>

#include <cstddef>
#include <cstdint>

#include "../require.hpp"
#include "e3/backend/psa.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/nonce.hpp"
#include "e3/core/suite.hpp"

namespace bench {

using Backend = e3::PsaWithAesHardware;
inline constexpr const char* backend_name = "PSA Crypto";

/// The library's own calls, with a key that is set up before: what a program without an envelope would do.
template <e3::Suite S>
class Bare {
 public:
  explicit Bare(e3::FixedBytes<e3::key_size> key) {
    require(psa_crypto_init() == PSA_SUCCESS);
    const auto attributes = e3::psa_traffic_key_attributes(S);
    require(psa_import_key(&attributes, key.data(), key.size(), &key_) == PSA_SUCCESS);
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;
  ~Bare() { psa_destroy_key(key_); }

  bool seal(const e3::Nonce& nonce, e3::Bytes aad, e3::Bytes payload, std::uint8_t* out) noexcept {
    std::size_t size = 0;
    return psa_aead_encrypt(key_, algorithm, nonce.data(), nonce.size(), aad.data(), aad.size(), payload.data(),
                            payload.size(), out, payload.size() + e3::tag_size, &size) == PSA_SUCCESS;
  }

  bool open(const e3::Nonce& nonce, e3::Bytes aad, e3::Bytes sealed, std::uint8_t* out) noexcept {
    std::size_t size = 0;
    return psa_aead_decrypt(key_, algorithm, nonce.data(), nonce.size(), aad.data(), aad.size(), sealed.data(),
                            sealed.size(), out, sealed.size() - e3::tag_size, &size) == PSA_SUCCESS;
  }

 private:
  static constexpr psa_algorithm_t algorithm = S == e3::Suite::aes_256_gcm ? PSA_ALG_GCM : PSA_ALG_CHACHA20_POLY1305;

  psa_key_id_t key_ = PSA_KEY_ID_NULL;
};

}  // namespace bench
