#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/contract.hpp"
#include "e3/core/result.hpp"
#include "e3/core/secret.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/hmac.hpp"
#include "e3/crypto/kdf.hpp"  // IWYU pragma: keep

// Implementation notes
//
// Expand makes blocks T(1), T(2), ... of 32 bytes, T(i) = HMAC(prk, T(i-1) || info || i), and writes their join. The
// key schedule asks for 76 bytes: T(1) and T(2) whole and 12 bytes of T(3). T(0) is empty.

namespace e3 {

/// HKDF-SHA-256 (RFC 5869) over a backend's HMAC, for backends that show key bytes. Satisfies `KdfFor`.
///
/// Moves and never copies; use after a move traps, since it would derive keys that anyone can derive.
template <class H>
class Hkdf {
  static_assert(explain_hmac<H>());

 public:
  Hkdf(Hkdf&& other) noexcept : prk_{std::move(other.prk_)}, holds_prk_{std::exchange(other.holds_prk_, false)} {}
  Hkdf& operator=(Hkdf&& other) noexcept {
    prk_ = std::move(other.prk_);
    holds_prk_ = std::exchange(other.holds_prk_, false);
    return *this;
  }
  Hkdf(const Hkdf&) = delete;
  Hkdf& operator=(const Hkdf&) = delete;
  ~Hkdf() = default;

  /// HKDF-Extract (section 2.2). Errors: `backend_failed` if the HMAC fails.
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): the order is the RFC's.
  [[nodiscard]] static Result<Hkdf> extract(Bytes salt, Bytes secret) noexcept {
    Hkdf result;
    H hmac{salt};
    hmac.update(secret);
    if (!hmac.finish(result.prk_.bytes())) {
      return Error::backend_failed;
    }
    return result;
  }

  /// HKDF-Expand (section 2.3): fills `out`, at most 8,160 bytes; asking for more traps. Errors: `backend_failed` if
  /// the HMAC fails; what `out` holds then is no key.
  [[nodiscard]] Result<void> expand(Bytes info, MutableBytes out) const noexcept {
    expects(holds_prk_ && out.size() <= 255 * sha256_size);
    Secret<sha256_size> block;
    std::uint8_t number = 0;
    for (std::size_t done = 0; done < out.size();) {
      H hmac{prk_.bytes()};
      if (number > 0) {
        hmac.update(block.bytes());
      }
      number = static_cast<std::uint8_t>(number + 1);
      hmac.update(info);
      hmac.update(Bytes{&number, 1});
      if (!hmac.finish(block.bytes())) {
        return Error::backend_failed;
      }
      const std::size_t left = out.size() - done;
      const std::size_t size = left < sha256_size ? left : sha256_size;
      copy_secret(Bytes{block.bytes()}.first(size), out.subspan(done));
      done += size;
    }
    return {};
  }

  /// HKDF-Expand whose first 32 bytes become the key of `aead`; the next `rest.size()` bytes, at most 44, go to `rest`.
  /// Errors: those of `aead.rekey` and of `expand`; what `rest` holds then is meaningless.
  template <class A>
  [[nodiscard]] Result<void> expand_key(Bytes info, Suite suite, A& aead, MutableBytes rest) const noexcept {
    Secret<key_size + max_rest_size> okm;
    expects(rest.size() <= max_rest_size);
    const MutableBytes whole = MutableBytes{okm.bytes()}.first(key_size + rest.size());
    if (auto done = expand(info, whole); !done) {
      return done.error();
    }
    for (std::size_t i = 0; i < rest.size(); ++i) {
      rest[i] = whole[key_size + i];
    }
    return aead.rekey(suite, FixedBytes<key_size>{whole.first(key_size)});
  }

 private:
  static constexpr std::size_t max_rest_size = 44;

  Hkdf() noexcept = default;

  Secret<sha256_size> prk_;
  bool holds_prk_ = true;
};

}  // namespace e3
