#pragma once

#include <array>
#include <cstdint>

#include "e3/backend/portable/erase.hpp"
#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/sha256.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/secret.hpp"
#include "e3/core/wipe.hpp"
#include "e3/crypto/hmac.hpp"

namespace e3 {

/// HMAC-SHA-256 (RFC 2104) in portable C++; satisfies `Hmac`. Messages of at most 511 MiB. Burns the stack below its
/// work when it goes.
template <Build B>
class PortableHmacSha256 {
 public:
  constexpr explicit PortableHmacSha256(Bytes key) noexcept { start(key); }
  PortableHmacSha256(const PortableHmacSha256&) = delete;
  PortableHmacSha256& operator=(const PortableHmacSha256&) = delete;
  constexpr ~PortableHmacSha256() {
    wipe(key_);
    detail::burn_kernel_stack<160>();
  }

  /// See `Hmac`.
  constexpr void update(Bytes data) noexcept { hash_.update(data); }

  /// See `Hmac`. Always true.
  [[nodiscard]] constexpr bool finish(MutableFixedBytes<sha256_size> out) noexcept {
    end(out);
    return true;
  }

 private:
  // Not inlined, so that what they leave of the key lies below the caller, and so that a caller sees that nothing
  // fails.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void start(Bytes key) noexcept {
    if (key.size() > key_.size()) {
      hash_.update(key);
      hash_.finish(MutableBytes{key_}.first<sha256_size>());
    } else {
      copy_secret(key, key_);
    }
    begin(0x36);
  }

#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void end(MutableFixedBytes<sha256_size> out) noexcept {
    hash_.finish(out);
    begin(0x36 ^ 0x5C);
    hash_.update(out);
    hash_.finish(out);
  }

  // Begins a message with the key, XORed with `pad` from what it was before.
  constexpr void begin(std::uint8_t pad) noexcept {
    for (std::uint8_t& byte : key_) {
      byte = static_cast<std::uint8_t>(byte ^ pad);
    }
    hash_.start();
    hash_.update(key_);
  }

  std::array<std::uint8_t, 64> key_{};
  detail::Sha256<B> hash_;
};

}  // namespace e3
