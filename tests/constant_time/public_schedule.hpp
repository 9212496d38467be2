#pragma once

#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "follow.hpp"

namespace constant_time {

/// A backend whose key schedule declares public what is not the key: the base nonce and the commitment, both of which
/// lie on the wire.
template <class Backend>
struct WithPublicSchedule {
  template <e3::Suite S>
  using Aead = typename Backend::template Aead<S>;

  class Kdf {
   public:
    [[nodiscard]] static e3::Result<Kdf> extract(e3::Bytes salt, e3::Bytes secret) noexcept {
      auto kdf = Backend::Kdf::extract(salt, secret);
      return kdf ? e3::Result<Kdf>{Kdf{*std::move(kdf)}} : kdf.error();
    }
    [[nodiscard]] e3::Result<void> expand(e3::Bytes info, e3::MutableBytes out) const noexcept {
      return kdf_.expand(info, out);
    }
    template <class A>
    [[nodiscard]] e3::Result<void> expand_key(e3::Bytes info, e3::Suite suite, A& aead,
                                              e3::MutableBytes rest) const noexcept {
      auto done = kdf_.expand_key(info, suite, aead, rest);
      declare_public(rest);
      return done;
    }

   private:
    explicit Kdf(typename Backend::Kdf kdf) noexcept : kdf_{std::move(kdf)} {}

    typename Backend::Kdf kdf_;
  };
};

}  // namespace constant_time
