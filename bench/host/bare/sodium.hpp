#pragma once

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "../require.hpp"
#include "e3/backend/sodium.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/nonce.hpp"
#include "e3/core/suite.hpp"

namespace bench {

using Backend = e3::Sodium;
inline constexpr const char* backend_name = "libsodium";

/// The library's own calls, with a key that is set up before: what a program without an envelope would do.
template <e3::Suite S>
class Bare {
 public:
  explicit Bare(e3::FixedBytes<e3::key_size> key) {
    std::copy(key.begin(), key.end(), key_.begin());
    if constexpr (S == e3::Suite::aes_256_gcm) {
      require(crypto_aead_aes256gcm_is_available() == 1 &&
              crypto_aead_aes256gcm_beforenm(&expanded_, key_.data()) == 0);
    }
  }

  bool seal(const e3::Nonce& nonce, e3::Bytes aad, e3::Bytes payload, std::uint8_t* out) noexcept {
    if constexpr (S == e3::Suite::aes_256_gcm) {
      return crypto_aead_aes256gcm_encrypt_afternm(out, nullptr, payload.data(), payload.size(), aad.data(), aad.size(),
                                                   nullptr, nonce.data(), &expanded_) == 0;
    } else {
      return crypto_aead_chacha20poly1305_ietf_encrypt(out, nullptr, payload.data(), payload.size(), aad.data(),
                                                       aad.size(), nullptr, nonce.data(), key_.data()) == 0;
    }
  }

  bool open(const e3::Nonce& nonce, e3::Bytes aad, e3::Bytes sealed, std::uint8_t* out) noexcept {
    if constexpr (S == e3::Suite::aes_256_gcm) {
      return crypto_aead_aes256gcm_decrypt_afternm(out, nullptr, nullptr, sealed.data(), sealed.size(), aad.data(),
                                                   aad.size(), nonce.data(), &expanded_) == 0;
    } else {
      return crypto_aead_chacha20poly1305_ietf_decrypt(out, nullptr, nullptr, sealed.data(), sealed.size(), aad.data(),
                                                       aad.size(), nonce.data(), key_.data()) == 0;
    }
  }

 private:
  std::array<std::uint8_t, e3::key_size> key_{};
  crypto_aead_aes256gcm_state expanded_{};
};

}  // namespace bench
