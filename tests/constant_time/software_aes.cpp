// AES-256-GCM by look-up tables: the checks must find it. A library takes tables where it thinks that the processor has
// no AES: OpenSSL by the variable OPENSSL_ia32cap, Mbed TLS by a function that is wrapped here.
//
// Prints `name: found` or `name: not found`. The names that end in `_hardware` must not be found.
#include <valgrind/valgrind.h>

#include <array>
#include <cstdint>
#include <cstdio>

#include "e3/backend/openssl.hpp"
#include "e3/backend/psa.hpp"
#include "e3/core/suite.hpp"
#include "watch.hpp"

namespace {

bool has_aes = true;

/// Only sealing: a verdict would be found, too.
template <class A>
bool seal() {
  std::array<std::uint8_t, e3::key_size> key{};
  std::array<std::uint8_t, e3::nonce_size> nonce{};
  std::array<std::uint8_t, 40> in{};
  std::array<std::uint8_t, 56> out{};
  constant_time::keep_secret(key);
  constant_time::keep_secret(in);
  A aead;
  return aead.rekey(e3::Suite::aes_256_gcm, key) && aead.seal(nonce, {nonce}, in, out);
}

template <class A>
void print(const char* name) {
  std::printf("%s: %s\n", name, constant_time::is_reported_in(name, seal<A>) ? "found" : "not found");
}

}  // namespace

extern "C" {

int I_WRAP_SONAME_FNNAME_ZU(libmbedcryptoZdsoZa, mbedtls_aesni_has_support)(unsigned what);
int I_WRAP_SONAME_FNNAME_ZU(libmbedcryptoZdsoZa, mbedtls_aesni_has_support)(unsigned what) {
  OrigFn original;
  int has = 0;
  VALGRIND_GET_ORIG_FN(original);
  CALL_FN_W_W(has, original, what);
  return has_aes ? has : 0;
}

}  // extern "C"

int main() {
  using Psa = e3::Psa::Aead<e3::Suite::aes_256_gcm>;
  using OpenSsl = e3::OpenSslSoftware::Aead<e3::Suite::aes_256_gcm>;
  print<Psa>("clean_psa_hardware");
  has_aes = false;
  print<Psa>("leak_psa_software");
  print<OpenSsl>(e3::detail::openssl_has_aes() ? "clean_openssl_hardware" : "leak_openssl_software");
  return constant_time::is_followed() ? 0 : 2;
}
