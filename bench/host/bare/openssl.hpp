#pragma once

#include <openssl/evp.h>

#include <cstddef>
#include <cstdint>

#include "../require.hpp"
#include "e3/backend/openssl.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/nonce.hpp"
#include "e3/core/suite.hpp"

namespace bench {

using Backend = e3::OpenSsl;
inline constexpr const char* backend_name = "OpenSSL";

/// The library's own calls, with a key that is set up before: what a program without an envelope would do.
template <e3::Suite S>
class Bare {
 public:
  explicit Bare(e3::FixedBytes<e3::key_size> key) : context_{EVP_CIPHER_CTX_new()} {
    const auto* cipher = S == e3::Suite::aes_256_gcm ? EVP_aes_256_gcm() : EVP_chacha20_poly1305();
    require(EVP_CipherInit_ex2(context_, cipher, key.data(), nullptr, 1, nullptr) == 1);
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;
  ~Bare() { EVP_CIPHER_CTX_free(context_); }

  bool seal(const e3::Nonce& nonce, e3::Bytes aad, e3::Bytes payload, std::uint8_t* out) noexcept {
    int size = 0;
    return start(nonce, aad, 1) &&
           EVP_CipherUpdate(context_, out, &size, payload.data(), static_cast<int>(payload.size())) == 1 &&
           EVP_CipherFinal_ex(context_, out + payload.size(), &size) == 1 &&
           EVP_CIPHER_CTX_ctrl(context_, EVP_CTRL_AEAD_GET_TAG, e3::tag_size, out + payload.size()) == 1;
  }

  bool open(const e3::Nonce& nonce, e3::Bytes aad, e3::Bytes sealed, std::uint8_t* out) noexcept {
    int size = 0;
    const auto text = sealed.first(sealed.size() - e3::tag_size);
    auto* tag = const_cast<std::uint8_t*>(sealed.last(e3::tag_size).data());
    return start(nonce, aad, 0) && EVP_CIPHER_CTX_ctrl(context_, EVP_CTRL_AEAD_SET_TAG, e3::tag_size, tag) == 1 &&
           EVP_CipherUpdate(context_, out, &size, text.data(), static_cast<int>(text.size())) == 1 &&
           EVP_CipherFinal_ex(context_, out + text.size(), &size) == 1;
  }

 private:
  bool start(const e3::Nonce& nonce, e3::Bytes aad, int sealing) noexcept {
    int size = 0;
    return EVP_CipherInit_ex2(context_, nullptr, nullptr, nonce.data(), sealing, nullptr) == 1 &&
           EVP_CipherUpdate(context_, nullptr, &size, aad.data(), static_cast<int>(aad.size())) == 1;
  }

  EVP_CIPHER_CTX* context_;
};

}  // namespace bench
