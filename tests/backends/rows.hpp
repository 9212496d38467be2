#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>

#include "e3/backend/portable.hpp"
#include "e3/backend/sodium.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/error.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/hmac.hpp"
#if defined(E3_TESTS_OPENSSL)
#include "e3/backend/openssl.hpp"
#endif
#if defined(E3_TESTS_PSA)
#include <psa/crypto.h>

#include "e3/backend/psa.hpp"
#endif

namespace backends {

/// HMAC-SHA-256 by a backend's own class.
template <class Hmac>
bool hmac_by(e3::Bytes key, e3::Bytes message, e3::MutableFixedBytes<e3::sha256_size> out) {
  Hmac hmac{key};
  hmac.update(message);
  return hmac.finish(out);
}

/// False where the processor lacks what the backend needs for AES-256-GCM; every backend has the other suite everywhere.
template <class Backend>
bool has_aes_here() {
  typename Backend::template Aead<e3::Suite::aes_256_gcm> aead;
  const auto done = aead.rekey(e3::Suite::aes_256_gcm, std::array<std::uint8_t, e3::key_size>{});
  return done || done.error() != e3::Error::hardware_missing;
}

// A backend under test: one row here, and its place in `Rows`, registers it for every test of backends.

struct SodiumRow {
  using Backend = e3::Sodium;
  static constexpr const char* name = "libsodium";
  static constexpr auto hmac = hmac_by<e3::Sodium::HmacSha256>;
};

struct PortableRow {
  using Backend = e3::Portable;
  static constexpr const char* name = "portable";
  static constexpr auto hmac = hmac_by<e3::Portable::HmacSha256>;
};

/// The portable backend as on a Cortex-M0+: the smallest multiplier, few bytes of flash and of RAM.
inline constexpr e3::Kernels smallest = [] {
  e3::Kernels kernels = e3::tiny_kernels_here;
  kernels.multiplier = e3::Multiplier::narrow;
  kernels.unaligned_words = false;
  kernels.round_keys = e3::RoundKeys::compact;
  return kernels;
}();

struct SmallestRow {
  using Backend = e3::BasicPortable<smallest>;
  static constexpr const char* name = "portable, smallest";
  static constexpr auto hmac = hmac_by<e3::Portable::HmacSha256>;
};

#if defined(E3_TESTS_OPENSSL)
struct OpenSslRow {
  using Backend = e3::OpenSsl;
  static constexpr const char* name = "OpenSSL";
  static constexpr auto hmac = hmac_by<e3::OpenSsl::HmacSha256>;
};
#endif

#if defined(E3_TESTS_PSA)
struct PsaRow {
  using Backend = e3::PsaWithAesHardware;
  static constexpr const char* name = "PSA Crypto";

  // E3 asks PSA for HKDF alone; this is what that stands on.
  static bool hmac(e3::Bytes key, e3::Bytes message, e3::MutableFixedBytes<e3::sha256_size> out) {
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_set_key_type(&attributes, PSA_KEY_TYPE_HMAC);
    psa_set_key_algorithm(&attributes, PSA_ALG_HMAC(PSA_ALG_SHA_256));
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_SIGN_MESSAGE);
    // PSA stores no empty key; HMAC fills a key up with zeros, so one zero is the same.
    constexpr std::array<std::uint8_t, 1> zero{};
    const auto in_store = e3::PsaKey::import(attributes, key.empty() ? e3::Bytes{zero} : key);
    std::size_t size = 0;
    return in_store &&
           psa_mac_compute(in_store->id(), PSA_ALG_HMAC(PSA_ALG_SHA_256), message.data(), message.size(), out.data(),
                           out.size(), &size) == PSA_SUCCESS &&
           size == out.size();
  }
};
#endif

using Rows = std::tuple<SodiumRow, PortableRow, SmallestRow
#if defined(E3_TESTS_OPENSSL)
                        ,
                        OpenSslRow
#endif
#if defined(E3_TESTS_PSA)
                        ,
                        PsaRow
#endif
                        >;

}  // namespace backends
