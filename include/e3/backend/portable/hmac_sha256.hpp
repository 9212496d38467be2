#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/backend/portable/erase.hpp"
#include "e3/backend/portable/sha256.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/wipe.hpp"
#include "e3/crypto/hmac.hpp"

namespace e3 {

/// HMAC-SHA-256 (RFC 2104) in portable C++; satisfies `Hmac`. Messages of at most 511 MiB. Burns the stack below its work
/// when it goes.
class PortableHmacSha256 {
 public:
  constexpr explicit PortableHmacSha256(Bytes key) noexcept { start(key); }
  PortableHmacSha256(const PortableHmacSha256&) = delete;
  PortableHmacSha256& operator=(const PortableHmacSha256&) = delete;
  constexpr ~PortableHmacSha256() { detail::burn_kernel_stack<160>(); }

  /// See `Hmac`.
  constexpr void update(Bytes data) noexcept { inner_.update(data); }

  /// See `Hmac`. Always true.
  [[nodiscard]] constexpr bool finish(MutableFixedBytes<sha256_size> out) noexcept {
    inner_.finish(out);
    outer_.update(out);
    outer_.finish(out);
    return true;
  }

 private:
  // Not inlined, so that what it leaves of the key lies below the caller.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void start(Bytes key) noexcept {
    std::array<std::uint8_t, 64> block{};
    if (key.size() > block.size()) {
      detail::Sha256 hash;
      hash.update(key);
      hash.finish(MutableBytes{block}.first<sha256_size>());
    } else {
      for (std::size_t i = 0; i < key.size(); ++i) {
        block[i] = key[i];
      }
    }
    turn(block, 0x36);
    inner_.update(block);
    turn(block, 0x36 ^ 0x5C);
    outer_.update(block);
    wipe(block);
  }

  static constexpr void turn(std::array<std::uint8_t, 64>& block, std::uint8_t pad) noexcept {
    for (std::uint8_t& byte : block) {
      byte = static_cast<std::uint8_t>(byte ^ pad);
    }
  }

  detail::Sha256 inner_;
  detail::Sha256 outer_;
};

}  // namespace e3
