#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "e3/backend/sodium.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"

namespace adversary {

/// Whether this machine can run AES-256-GCM; where it cannot, the campaigns use ChaCha20-Poly1305 alone.
inline bool has_gcm() {
  e3::Sodium::Aes256Gcm gcm;
  return gcm.rekey(e3::Suite::aes_256_gcm, std::array<std::uint8_t, e3::key_size>{}).has_value();
}

/// Openings that reached a cipher of `Counting`. It is no member, so that counting changes no byte of an opener.
inline std::atomic<std::uint64_t> openings{0};

/// A backend that counts the openings which reach its ciphers.
template <class Backend>
struct Counting {
  template <e3::Suite S>
  class Aead : public Backend::template Aead<S> {
   public:
    [[nodiscard]] bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                            e3::MutableBytes out) noexcept {
      openings.fetch_add(1, std::memory_order_relaxed);
      return Backend::template Aead<S>::open(nonce, aad, in, out);
    }
  };
  using Kdf = typename Backend::Kdf;
};

enum class Part : std::uint8_t { header, callers_aad, last_tag_byte };

/// Planted bug: libsodium, used by somebody who forgot to authenticate one part.
template <Part Forgotten>
struct Careless {
  template <e3::Suite S>
  class Aead : public e3::Sodium::Aead<S> {
    using Real = e3::Sodium::Aead<S>;

   public:
    [[nodiscard]] bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                            e3::MutableBytes out) noexcept {
      return Real::seal(nonce, remaining(aad), in, out);
    }

    [[nodiscard]] bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                            e3::MutableBytes out) noexcept {
      if constexpr (Forgotten == Part::last_tag_byte) {
        return open_by_first_tag_bytes(nonce, aad, in, out);
      } else {
        return Real::open(nonce, remaining(aad), in, out);
      }
    }

   private:
    static e3::Aad remaining(const e3::Aad& aad) noexcept {
      return {Forgotten == Part::header ? e3::Bytes{} : aad.header,
              Forgotten == Part::callers_aad ? e3::Bytes{} : aad.extra};
    }

    // Both ciphers XOR a key stream: sealing the ciphertext decrypts it, and sealing that gives the right tag.
    bool open_by_first_tag_bytes(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                                 e3::MutableBytes out) noexcept {
      std::array<std::uint8_t, 1024> plain{};
      std::array<std::uint8_t, 1024> sealed{};
      const std::size_t size = in.size() - e3::tag_size;
      const bool done = in.size() <= plain.size() &&
                        Real::seal(nonce, aad, in.first(size), e3::MutableBytes{plain}.first(in.size())) &&
                        Real::seal(nonce, aad, e3::Bytes{plain}.first(size), e3::MutableBytes{sealed}.first(in.size()));
      if (!done || !std::equal(in.begin(), in.end() - 1, sealed.begin())) {
        return false;
      }
      std::copy_n(plain.begin(), size, out.begin());
      return true;
    }
  };
  using Kdf = e3::Sodium::Kdf;
};

}  // namespace adversary
