#pragma once

#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"

namespace bench {

/// A backend whose AEAD is called and never inlined, so that what is left of a sealer's or opener's work is the envelope's
/// own.
template <class Backend>
struct Apart {
  template <e3::Suite S>
  class Aead {
    using Inner = typename Backend::template Aead<S>;

   public:
    static constexpr bool constant_time = Inner::constant_time;

    template <class Key>
    [[nodiscard]] e3::Result<void> rekey(e3::Suite suite, Key&& key) noexcept {
      return inner_.rekey(suite, std::forward<Key>(key));
    }
    [[nodiscard, gnu::noinline]] bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                                           e3::MutableBytes out) noexcept {
      return inner_.seal(nonce, aad, in, out);
    }
    [[nodiscard, gnu::noinline]] bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                                           e3::MutableBytes out) noexcept {
      return inner_.open(nonce, aad, in, out);
    }

   private:
    Inner inner_;
  };

  using Kdf = typename Backend::Kdf;
};

}  // namespace bench
