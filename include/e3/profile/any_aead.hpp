#pragma once

#include <concepts>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"

namespace e3 {

/// An Aead of either suite of a backend, for receivers whose fleet has both. `rekey` chooses; satisfies `Aead`.
///
/// It holds both objects, so its size is the sum of theirs, and `rekey` to one wipes the other.
template <class Backend>
class AnyAead {
  using Gcm = typename Backend::template Aead<Suite::aes_256_gcm>;
  using ChaCha = typename Backend::template Aead<Suite::chacha20_poly1305>;
  static_assert(explain_aead<Gcm>() && explain_aead<ChaCha>());

 public:
  static constexpr bool constant_time = Gcm::constant_time && ChaCha::constant_time;

  /// Sets the key, for either suite. On an error the object holds no key.
  [[nodiscard]] Result<void> rekey(Suite suite, FixedBytes<key_size> key) noexcept {
    choose(suite);
    return suite == Suite::aes_256_gcm ? gcm_.rekey(suite, key) : chacha_.rekey(suite, key);
  }

  /// The same with a handle of the backend's key store.
  template <class Handle>
    requires(!std::convertible_to<Handle, FixedBytes<key_size>>) &&
            requires(Gcm& gcm, Suite suite, Handle handle) { gcm.rekey(suite, std::move(handle)); }
  [[nodiscard]] Result<void> rekey(Suite suite, Handle handle) noexcept {
    choose(suite);
    return suite == Suite::aes_256_gcm ? gcm_.rekey(suite, std::move(handle)) : chacha_.rekey(suite, std::move(handle));
  }

  /// See `Aead`.
  [[nodiscard]] bool seal(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
    return suite_ == Suite::aes_256_gcm ? gcm_.seal(nonce, aad, in, out) : chacha_.seal(nonce, aad, in, out);
  }

  /// See `Aead`.
  [[nodiscard]] bool open(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
    return suite_ == Suite::aes_256_gcm ? gcm_.open(nonce, aad, in, out) : chacha_.open(nonce, aad, in, out);
  }

 private:
  void choose(Suite suite) noexcept {
    if (suite_ != suite) {
      gcm_ = Gcm{};
      chacha_ = ChaCha{};
      suite_ = suite;
    }
  }

  Suite suite_ = Suite::chacha20_poly1305;
  Gcm gcm_;
  ChaCha chacha_;
};

}  // namespace e3
