#pragma once

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/opensslv.h>
#include <openssl/params.h>

#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "e3/backend/openssl/fetched_once.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/stack_burn.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"
#include "e3/crypto/hkdf.hpp"
#include "e3/crypto/hmac.hpp"
#include "e3/crypto/joined_aad.hpp"

#if OPENSSL_VERSION_NUMBER < 0x30000000L
#error "e3: the OpenSSL backend needs OpenSSL 3.0 or later; update it, or take the libsodium backend"
#endif

// Implementation notes
//
// Algorithms are fetched once per process from the default library context, contexts are made by the first rekey and
// used again. A message only sets a nonce, so nothing is looked up or allocated for it.
//
// OpenSSL's AES-256-GCM is constant-time where it runs on instructions for AES and carry-less multiplication. Without
// them its GHASH looks up tables, so the choice that OpenSSL made is read back from it, after OPENSSL_ia32cap and the
// like had their say.

namespace e3 {

namespace detail {

/// `done`, after a failure with an empty error queue: the application's own TLS would take an error of ours for its
/// own.
inline bool clear_errors_unless(bool done) noexcept {
  if (!done) {
    ERR_clear_error();
  }
  return done;
}

/// Stack below its caller in which OpenSSL leaves secrets, in bytes.
inline constexpr std::size_t openssl_stack = 1536;

/// Whether OpenSSL runs AES-256-GCM on instructions here. False where it cannot be told.
inline bool openssl_has_aes() noexcept {
  static const bool has = [] {
    // "OPENSSL_ia32cap=0x...:0x...", bits 0 to 63 of cpuid leaf 1 (EDX, ECX) first; "OPENSSL_armcap=0x..."
    const char* text = OPENSSL_info(OPENSSL_INFO_CPU_SETTINGS);
    if (text == nullptr) {
      return false;
    }
    const std::string_view settings{text};
    const auto start = settings.find('=');
    if (start == std::string_view::npos) {
      return false;
    }
    const std::uint64_t bits = std::strtoull(text + start + 1, nullptr, 16);
    const auto all = [&](std::uint64_t wanted) { return (bits & wanted) == wanted; };
    if (settings.starts_with("OPENSSL_ia32cap=")) {
      constexpr std::uint64_t pclmulqdq = std::uint64_t{1} << 33;
      constexpr std::uint64_t aes_ni = std::uint64_t{1} << 57;
      return all(pclmulqdq | aes_ni);
    }
    constexpr std::uint64_t armv8_aes = 1U << 2;
    constexpr std::uint64_t armv8_pmull = 1U << 5;
    return settings.starts_with("OPENSSL_armcap=") && all(armv8_aes | armv8_pmull);
  }();
  return has;
}

/// The algorithm of a suite; null if no provider has it now.
template <Suite S>
const EVP_CIPHER* openssl_cipher() noexcept {
  constexpr const char* name = S == Suite::aes_256_gcm ? "AES-256-GCM" : "ChaCha20-Poly1305";
  return fetched_once([] { return EVP_CIPHER_fetch(nullptr, name, nullptr); });
}

/// An AEAD of OpenSSL; satisfies `e3::Aead`. `HardwareOnly` refuses a machine where it would not be constant-time.
template <Suite S, bool HardwareOnly>
class OpenSslAead {
 public:
  static constexpr bool constant_time = HardwareOnly || S != Suite::aes_256_gcm;

  /// See `e3::Aead`. The first call allocates OpenSSL's context. Errors: `suite_refused`; `hardware_missing`;
  /// `backend_failed` if OpenSSL has no such algorithm or no memory.
  [[nodiscard]] Result<void> rekey(Suite suite, FixedBytes<key_size> key) noexcept {
    if (suite != S) {
      context_.reset();
      return Error::suite_refused;
    }
    if (constant_time && S == Suite::aes_256_gcm && !openssl_has_aes()) {
      return Error::hardware_missing;
    }
    const bool done = prepare() && EVP_CipherInit_ex2(context_.get(), nullptr, key.data(), nullptr, 1, nullptr) == 1;
    burn_stack<openssl_stack + binder_stack>();
    if (!clear_errors_unless(done)) {
      context_.reset();
      return Error::backend_failed;
    }
    return {};
  }

  /// See `e3::Aead`.
  [[nodiscard]] bool seal(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
    const bool done = start(nonce, aad, 1) && update(in, out.data()) && finish(out.data() + in.size()) &&
                      EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, out.data() + in.size()) == 1;
    burn_stack<openssl_stack>();
    return clear_errors_unless(done);
  }

  /// See `e3::Aead`. OpenSSL has written the plaintext by the time it sees a wrong tag.
  [[nodiscard]] bool open(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
    const Bytes ciphertext = in.first(in.size() - tag_size);
    // OpenSSL wants it writable and does not write to it.
    auto* const tag = const_cast<std::uint8_t*>(in.last(tag_size).data());
    const bool done = start(nonce, aad, 0) &&
                      EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_TAG, tag_size, tag) == 1 &&
                      update(ciphertext, out.data()) && finish(out.data() + ciphertext.size());
    burn_stack<openssl_stack>();
    return clear_errors_unless(done);
  }

 private:
  struct Free {
    void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
  };

  // Makes the context, once, and checks that its sizes are E3's.
  bool prepare() noexcept {
    if (context_) {
      return true;
    }
    const EVP_CIPHER* const cipher = openssl_cipher<S>();
    context_.reset(cipher != nullptr ? EVP_CIPHER_CTX_new() : nullptr);
    auto* const context = context_.get();
    return context != nullptr && EVP_CipherInit_ex2(context, cipher, nullptr, nullptr, 1, nullptr) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, nonce_size, nullptr) == 1 &&
           EVP_CIPHER_CTX_get_iv_length(context) == static_cast<int>(nonce_size) &&
           EVP_CIPHER_CTX_get_key_length(context) == static_cast<int>(key_size);
  }

  bool start(FixedBytes<nonce_size> nonce, const Aad& aad, int sealing) noexcept {
    // As one span, which costs less than a second call.
    AadBuffer buffer;
    return context_ && EVP_CipherInit_ex2(context_.get(), nullptr, nullptr, nonce.data(), sealing, nullptr) == 1 &&
           update(joined(aad, buffer), nullptr);
  }

  // Without `out` it is associated data, so a call without bytes must not reach OpenSSL with an empty span's pointer.
  bool update(Bytes in, std::uint8_t* out) noexcept {
    if (in.empty()) {
      return true;
    }
    int written = 0;
    return in.size() <= INT_MAX - tag_size &&
           EVP_CipherUpdate(context_.get(), out, &written, in.data(), static_cast<int>(in.size())) == 1 &&
           static_cast<std::size_t>(written) == in.size();
  }

  bool finish(std::uint8_t* end) noexcept {
    int written = 0;
    return EVP_CipherFinal_ex(context_.get(), end, &written) == 1 && written == 0;
  }

  std::unique_ptr<EVP_CIPHER_CTX, Free> context_;
};

/// HMAC-SHA-256 of OpenSSL; satisfies `e3::Hmac`. Allocates.
class OpenSslHmac {
 public:
  explicit OpenSslHmac(Bytes key) noexcept {
    auto* const algorithm = fetched_once([] { return EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr); });
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                     OSSL_PARAM_construct_end()};
    // OpenSSL takes a null key for none at all.
    constexpr std::uint8_t none = 0;
    context_.reset(algorithm != nullptr ? EVP_MAC_CTX_new(algorithm) : nullptr);
    good_ = context_ && EVP_MAC_init(context_.get(), key.empty() ? &none : key.data(), key.size(), parameters) == 1;
  }
  OpenSslHmac(const OpenSslHmac&) = delete;
  OpenSslHmac& operator=(const OpenSslHmac&) = delete;
  ~OpenSslHmac() {
    context_.reset();
    burn_stack<openssl_stack + binder_stack>();
  }

  /// See `e3::Hmac`.
  void update(Bytes data) noexcept { good_ = good_ && EVP_MAC_update(context_.get(), data.data(), data.size()) == 1; }

  /// See `e3::Hmac`.
  [[nodiscard]] bool finish(MutableFixedBytes<sha256_size> out) noexcept {
    std::size_t size = 0;
    return clear_errors_unless(good_ && EVP_MAC_final(context_.get(), out.data(), &size, out.size()) == 1 &&
                               size == out.size());
  }

 private:
  struct Free {
    void operator()(EVP_MAC_CTX* context) const noexcept { EVP_MAC_CTX_free(context); }
  };

  std::unique_ptr<EVP_MAC_CTX, Free> context_;
  bool good_ = false;
};

}  // namespace detail

/// The backend of OpenSSL 3: for gateways and clouds that have it anyway. All of it is constant-time: AES-256-GCM
/// exists where OpenSSL runs it on instructions (x86-64, AArch64); elsewhere `rekey` returns `hardware_missing`.
struct OpenSsl {
  /// The AEAD of a suite.
  template <Suite S>
  using Aead = detail::OpenSslAead<S, true>;

  /// HMAC-SHA-256.
  using HmacSha256 = detail::OpenSslHmac;

  /// HKDF-SHA-256.
  using Kdf = Hkdf<HmacSha256>;
};

/// The same with AES-256-GCM on any processor, in software too, which is not constant-time: usable as
/// `unsafe::VariableTime<OpenSslSoftware>` alone.
struct OpenSslSoftware {
  /// The AEAD of a suite.
  template <Suite S>
  using Aead = detail::OpenSslAead<S, false>;

  /// HMAC-SHA-256.
  using HmacSha256 = detail::OpenSslHmac;

  /// HKDF-SHA-256.
  using Kdf = Hkdf<HmacSha256>;
};

}  // namespace e3
