// The other backends, alone and below the envelope, with keys, roots and payloads followed through their libraries.
#include <array>
#include <string>

#include "aead_life.hpp"
#include "e3/backend/openssl.hpp"
#include "e3/backend/psa.hpp"
#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "envelope_life.hpp"
#include "watch.hpp"

namespace {

using constant_time::Watch;
using e3::Suite;

template <class Backend, Suite S>
void watch_suite(Watch& watch, const std::string& name) {
  watch.quiet(name, [] { return constant_time::live<typename Backend::template Aead<S>>(S); });
  watch.quiet("envelope, " + name, constant_time::live_as_envelope<S, Backend, e3::Compact<8>>);
}

}  // namespace

int main() {
  Watch watch;
  watch_suite<e3::Sodium, Suite::chacha20_poly1305>(watch, "ChaCha20-Poly1305 of libsodium");
  watch_suite<e3::Sodium, Suite::aes_256_gcm>(watch, "AES-256-GCM of libsodium");
  watch_suite<e3::OpenSsl, Suite::chacha20_poly1305>(watch, "ChaCha20-Poly1305 of OpenSSL");
  watch_suite<e3::OpenSsl, Suite::aes_256_gcm>(watch, "AES-256-GCM of OpenSSL");
  watch_suite<e3::Psa, Suite::chacha20_poly1305>(watch, "ChaCha20-Poly1305 of Mbed TLS");
  return watch.finish();
}
