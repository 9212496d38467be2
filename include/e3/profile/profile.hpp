#pragma once

#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"
#include "e3/crypto/kdf.hpp"
#include "e3/profile/any_aead.hpp"
#include "e3/profile/limits.hpp"
#include "e3/wire/codec.hpp"

namespace e3 {

/// A suite that is known where a program is compiled, as a value without state.
template <Suite S>
struct FixedSuite {
  constexpr operator Suite() const noexcept { return S; }
};

/// What a sender writes: suite, backend, kind of envelope and limits. A type only; it has no objects.
///
/// `Backend` names the machinery: `Backend::Aead<Suite>` and `Backend::Kdf`. `Codec` is `Standard<...>` or
/// `Compact<...>`. `Limits` is `Telemetry`, `Bulk` or a type like them. A receiver needs no profile: it learns the
/// suite from the key and the codec from the envelope.
template <Suite S, class Backend, class CodecType, class LimitsType = Telemetry>
struct Profile {
  using Aead = typename Backend::template Aead<S>;
  using Kdf = typename Backend::Kdf;
  using Codec = CodecType;
  using Limits = LimitsType;
  using SuiteChoice = FixedSuite<S>;
  static constexpr Suite suite = S;

  static_assert(explain_aead<Aead>());
  static_assert(explain_kdf<Kdf, Aead>());
  static_assert(explain_codec<Codec>());
  static_assert(check_limits<Limits>());
  static_assert(Aead::constant_time,
                "e3: this backend is not constant-time in this suite; take one that is, such as PsaWithAesHardware for "
                "Psa where it is true, or wrap it in e3::unsafe::VariableTime (e3/unsafe/variable_time.hpp)");
};

/// What a sender writes whose suite is known where it is provisioned, not where it is compiled: one firmware for
/// devices of both suites. The functions that take a profile and a root take the suite after the root.
///
/// Its sealer is one type and one function, where a profile per suite makes two of each; it holds an AEAD of either
/// suite, so it is as large as both.
template <class Backend, class CodecType, class LimitsType = Telemetry>
struct AnySuite {
  using Aead = AnyAead<Backend>;
  using Kdf = typename Backend::Kdf;
  using Codec = CodecType;
  using Limits = LimitsType;
  using SuiteChoice = Suite;

  static_assert(explain_kdf<Kdf, Aead>());
  static_assert(explain_codec<Codec>());
  static_assert(check_limits<Limits>());
  static_assert(Aead::constant_time,
                "e3: this backend is not constant-time in both suites; take one that is, or wrap it in "
                "e3::unsafe::VariableTime (e3/unsafe/variable_time.hpp)");
};

namespace detail {

/// The suite that a profile fixes.
template <class Profile>
consteval auto fixed_suite() noexcept {
  constexpr bool fixes_suite = requires { Profile::suite; };
  static_assert(fixes_suite, "e3: a profile of AnySuite fixes no suite; say which, after the root");
  if constexpr (fixes_suite) {
    return FixedSuite<Profile::suite>{};
  } else {
    return Suite{};
  }
}

}  // namespace detail

/// Senders of ChaCha20-Poly1305 (RFC 8439).
template <class Backend, class Codec, class Limits = Telemetry>
using ChaCha20Poly1305 = Profile<Suite::chacha20_poly1305, Backend, Codec, Limits>;

/// Senders of AES-256-GCM (SP 800-38D).
template <class Backend, class Codec, class Limits = Telemetry>
using Aes256Gcm = Profile<Suite::aes_256_gcm, Backend, Codec, Limits>;

}  // namespace e3
