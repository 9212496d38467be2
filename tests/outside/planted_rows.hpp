#pragma once

#include <cstddef>

#include "backends/rows.hpp"
#include "e3/crypto/aead.hpp"
#include "e3/crypto/hkdf.hpp"

namespace outside::planted {

/// An AEAD as libsodium has it, for faults to be planted in.
template <e3::Suite S>
class Sound {
 public:
  static constexpr bool constant_time = true;

  [[nodiscard]] e3::Result<void> rekey(e3::Suite suite, e3::FixedBytes<e3::key_size> key) noexcept {
    return aead_.rekey(suite, key);
  }
  [[nodiscard]] bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                          e3::MutableBytes out) noexcept {
    return aead_.seal(nonce, aad, in, out);
  }
  [[nodiscard]] bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                          e3::MutableBytes out) noexcept {
    return aead_.open(nonce, aad, in, out);
  }

 private:
  e3::Sodium::Aead<S> aead_;
};

template <e3::Suite S>
struct FlipsTagBit : Sound<S> {
  [[nodiscard]] bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                          e3::MutableBytes out) noexcept {
    const bool done = Sound<S>::seal(nonce, aad, in, out);
    out[in.size()] ^= 1;
    return done;
  }
};

template <e3::Suite S>
struct FlipsCiphertextBit : Sound<S> {
  [[nodiscard]] bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                          e3::MutableBytes out) noexcept {
    const bool done = Sound<S>::seal(nonce, aad, in, out);
    if (!in.empty()) {
      out[in.size() - 1] ^= 1;
    }
    return done;
  }
};

template <e3::Suite S>
struct FlipsOpenedBit : Sound<S> {
  [[nodiscard]] bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                          e3::MutableBytes out) noexcept {
    const bool done = Sound<S>::open(nonce, aad, in, out);
    if (!out.empty()) {
      out.back() ^= 1;
    }
    return done;
  }
};

template <e3::Suite S>
struct AcceptsEverything : Sound<S> {
  [[nodiscard]] bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                          e3::MutableBytes out) noexcept {
    (void)Sound<S>::open(nonce, aad, in, out);
    return true;
  }
};

template <e3::Suite S>
struct AcceptsNothing : Sound<S> {
  [[nodiscard]] bool open(e3::FixedBytes<e3::nonce_size>, e3::Aad, e3::Bytes, e3::MutableBytes) noexcept {
    return false;
  }
};

/// Authenticates one part of the associated data and leaves the other out, on both sides.
template <e3::Suite S, bool LeavesOutHeader>
struct LeavesOut : Sound<S> {
  [[nodiscard]] bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                          e3::MutableBytes out) noexcept {
    return Sound<S>::seal(nonce, left(aad), in, out);
  }
  [[nodiscard]] bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                          e3::MutableBytes out) noexcept {
    return Sound<S>::open(nonce, left(aad), in, out);
  }

 private:
  static e3::Aad left(e3::Aad aad) noexcept {
    return LeavesOutHeader ? e3::Aad{.header = {}, .extra = aad.extra} : e3::Aad{.header = aad.header};
  }
};

template <e3::Suite S>
struct LacksHardware : Sound<S> {
  [[nodiscard]] e3::Result<void> rekey(e3::Suite, e3::FixedBytes<e3::key_size>) noexcept {
    return e3::Error::hardware_missing;
  }
};

/// HMAC-SHA-256 with one bit flipped.
class FlippedHmac {
 public:
  explicit FlippedHmac(e3::Bytes key) noexcept : hmac_{key} {}
  void update(e3::Bytes data) noexcept { hmac_.update(data); }
  [[nodiscard]] bool finish(e3::MutableFixedBytes<e3::sha256_size> out) noexcept {
    const bool done = hmac_.finish(out);
    out[0] ^= 1;
    return done;
  }

 private:
  e3::Sodium::HmacSha256 hmac_;
};

/// A row whose backend has the AEAD `A` and libsodium's key derivation.
template <template <e3::Suite> class A>
struct Row : backends::SodiumRow {
  struct Backend {
    template <e3::Suite S>
    using Aead = A<S>;
    using Kdf = e3::Sodium::Kdf;
  };
};

template <e3::Suite S>
using LeavesOutHeader = LeavesOut<S, true>;
template <e3::Suite S>
using LeavesOutExtra = LeavesOut<S, false>;

struct FlippedHmacRow {
  struct Backend {
    using Kdf = e3::Hkdf<FlippedHmac>;
  };
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): the order is the RFC's.
  static bool hmac(e3::Bytes key, e3::Bytes message, e3::MutableFixedBytes<32> out) {
    FlippedHmac mac{key};
    mac.update(message);
    return mac.finish(out);
  }
};

/// HMAC that gives nothing, and says so.
struct FailingHmacRow {
  static bool hmac(e3::Bytes, e3::Bytes, e3::MutableFixedBytes<32>) { return false; }
};

}  // namespace outside::planted
