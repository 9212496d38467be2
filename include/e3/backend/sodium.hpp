#pragma once

#include <sodium.h>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/secret.hpp"
#include "e3/core/stack_burn.hpp"
#include "e3/core/suite.hpp"
#include "e3/core/wipe.hpp"
#include "e3/crypto/aead.hpp"
#include "e3/crypto/hkdf.hpp"
#include "e3/crypto/hmac.hpp"
#include "e3/crypto/joined_aad.hpp"

// Implementation notes
//
// libsodium 1.0.18 or later. Constant-time throughout: its AES-256-GCM exists only on AES instructions. It takes one
// span of associated data, so two are joined on the stack, 204 bytes at most. HKDF is built on its HMAC, since 1.0.18
// has no HKDF. sodium_init is called once per object, because it picks the implementations for the CPU; it is
// thread-safe and repeatable.
//
// What its calls leave on the stack is burned after each. Measured with Debian 12's library: AES-256-GCM spills its
// first round key with 64 bytes of associated data or more, and when it opens 128 bytes or more, at most 432 bytes
// deep; ChaCha20-Poly1305 spills key words from 512 bytes on, at most 1,684 bytes deep.

namespace e3 {

namespace detail {

/// Stack below its caller in which libsodium leaves secrets, in bytes; and that for messages below `long_message`
/// bytes.
inline constexpr std::size_t sodium_stack = 2048;
inline constexpr std::size_t short_sodium_stack = 512;
inline constexpr std::size_t long_message = 512;

/// Burns what libsodium has left after a message of `size` bytes.
inline void burn_after_message(std::size_t size) noexcept {
  if (size < long_message) {
    burn_stack<short_sodium_stack>();
  } else {
    burn_stack<sodium_stack>();
  }
}

}  // namespace detail

/// The libsodium backend: E3's default on hosts. All of it is constant-time.
struct Sodium {
  /// ChaCha20-Poly1305 (RFC 8439) of libsodium; satisfies `e3::Aead`. 32 bytes of key and no key set-up.
  class ChaCha20Poly1305 {
   public:
    static constexpr bool constant_time = true;

    ChaCha20Poly1305() noexcept = default;
    ChaCha20Poly1305(ChaCha20Poly1305&& other) noexcept
        : initialised_{other.initialised_}, keyed_{std::exchange(other.keyed_, false)}, key_{std::move(other.key_)} {}
    ChaCha20Poly1305& operator=(ChaCha20Poly1305&& other) noexcept {
      initialised_ = other.initialised_;
      keyed_ = std::exchange(other.keyed_, false);
      key_ = std::move(other.key_);
      return *this;
    }
    ChaCha20Poly1305(const ChaCha20Poly1305&) = delete;
    ChaCha20Poly1305& operator=(const ChaCha20Poly1305&) = delete;
    ~ChaCha20Poly1305() = default;

    /// See `e3::Aead`. Errors: `suite_refused`; `backend_failed` if libsodium cannot be initialised.
    [[nodiscard]] Result<void> rekey(Suite suite, FixedBytes<key_size> key) noexcept {
      keyed_ = false;
      key_.clear();
      if (suite != Suite::chacha20_poly1305) {
        return Error::suite_refused;
      }
      if (!initialised_) {
        return Error::backend_failed;
      }
      key_ = Secret<key_size>{key};
      keyed_ = true;
      return {};
    }

    /// See `e3::Aead`.
    [[nodiscard]] bool seal(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
      AadBuffer buffer;
      const Bytes whole = joined(aad, buffer);
      const bool done = keyed_ && crypto_aead_chacha20poly1305_ietf_encrypt(out.data(), nullptr, in.data(), in.size(),
                                                                            whole.data(), whole.size(), nullptr,
                                                                            nonce.data(), key_.bytes().data()) == 0;
      detail::burn_after_message(in.size());
      return done;
    }

    /// See `e3::Aead`.
    [[nodiscard]] bool open(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
      AadBuffer buffer;
      const Bytes whole = joined(aad, buffer);
      const bool done = keyed_ && crypto_aead_chacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, in.data(),
                                                                            in.size(), whole.data(), whole.size(),
                                                                            nonce.data(), key_.bytes().data()) == 0;
      detail::burn_after_message(in.size());
      return done;
    }

   private:
    bool initialised_ = sodium_init() >= 0;
    bool keyed_ = false;
    Secret<key_size> key_;
  };

  /// AES-256-GCM of libsodium, with its 512-byte expanded key; satisfies `e3::Aead`. Exists only where the CPU has AES
  /// and carry-less multiplication; elsewhere `rekey` returns `hardware_missing`, and nothing falls back.
  class Aes256Gcm {
   public:
    static constexpr bool constant_time = true;

    Aes256Gcm() noexcept = default;
    Aes256Gcm(Aes256Gcm&& other) noexcept : available_{other.available_} { take_over(other); }
    Aes256Gcm& operator=(Aes256Gcm&& other) noexcept {
      if (this != &other) {
        available_ = other.available_;
        take_over(other);
      }
      return *this;
    }
    Aes256Gcm(const Aes256Gcm&) = delete;
    Aes256Gcm& operator=(const Aes256Gcm&) = delete;
    ~Aes256Gcm() { clear(); }

    /// See `e3::Aead`. Errors: `suite_refused`, `hardware_missing`, `backend_failed`.
    [[nodiscard]] Result<void> rekey(Suite suite, FixedBytes<key_size> key) noexcept {
      clear();
      if (suite != Suite::aes_256_gcm) {
        return Error::suite_refused;
      }
      if (!available_) {
        return Error::hardware_missing;
      }
      keyed_ = crypto_aead_aes256gcm_beforenm(&expanded_, key.data()) == 0;
      burn_stack<detail::sodium_stack + binder_stack>();
      return keyed_ ? Result<void>{} : Error::backend_failed;
    }

    /// See `e3::Aead`.
    [[nodiscard]] bool seal(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
      AadBuffer buffer;
      const Bytes whole = joined(aad, buffer);
      const bool done =
          keyed_ && crypto_aead_aes256gcm_encrypt_afternm(out.data(), nullptr, in.data(), in.size(), whole.data(),
                                                          whole.size(), nullptr, nonce.data(), &expanded_) == 0;
      detail::burn_after_message(in.size());
      return done;
    }

    /// See `e3::Aead`.
    [[nodiscard]] bool open(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
      AadBuffer buffer;
      const Bytes whole = joined(aad, buffer);
      const bool done =
          keyed_ && crypto_aead_aes256gcm_decrypt_afternm(out.data(), nullptr, nullptr, in.data(), in.size(),
                                                          whole.data(), whole.size(), nonce.data(), &expanded_) == 0;
      detail::burn_after_message(in.size());
      return done;
    }

   private:
    void take_over(Aes256Gcm& other) noexcept {
      copy_secret(other.bytes(), bytes());
      keyed_ = other.keyed_;
      other.clear();
    }
    void clear() noexcept {
      keyed_ = false;
      wipe(bytes());
    }
    MutableBytes bytes() noexcept { return {reinterpret_cast<std::uint8_t*>(&expanded_), sizeof expanded_}; }

    bool available_ = sodium_init() >= 0 && crypto_aead_aes256gcm_is_available() == 1;
    bool keyed_ = false;
    crypto_aead_aes256gcm_state expanded_{};
  };

  /// HMAC-SHA-256 of libsodium; satisfies `e3::Hmac`. Burns the stack below its work when it goes.
  class HmacSha256 {
   public:
    explicit HmacSha256(Bytes key) noexcept {
      // libsodium wants a pointer to an empty key as well.
      constexpr std::uint8_t none = 0;
      crypto_auth_hmacsha256_init(&state_, key.empty() ? &none : key.data(), key.size());
    }
    HmacSha256(const HmacSha256&) = delete;
    HmacSha256& operator=(const HmacSha256&) = delete;
    ~HmacSha256() {
      wipe_object(state_);
      burn_stack<detail::sodium_stack + binder_stack>();
    }

    /// See `e3::Hmac`.
    void update(Bytes data) noexcept { crypto_auth_hmacsha256_update(&state_, data.data(), data.size()); }

    /// See `e3::Hmac`.
    [[nodiscard]] bool finish(MutableFixedBytes<sha256_size> out) noexcept {
      return crypto_auth_hmacsha256_final(&state_, out.data()) == 0;
    }

   private:
    crypto_auth_hmacsha256_state state_{};
  };

  /// The AEAD of a suite.
  template <Suite S>
  using Aead = std::conditional_t<S == Suite::aes_256_gcm, Aes256Gcm, ChaCha20Poly1305>;

  /// HKDF-SHA-256.
  using Kdf = Hkdf<HmacSha256>;
};

}  // namespace e3
