// The envelope over the portable backend, with the root and the payload followed.
#include "e3/backend/portable.hpp"
#include "e3/e3.hpp"
#include "envelope_life.hpp"
#include "watch.hpp"

namespace {

using constant_time::live_as_envelope;
using e3::Suite;
using Committed = e3::Standard<8, e3::Commitment::required>;

}  // namespace

int main() {
  constant_time::Watch watch;
  watch.quiet("envelope, ChaCha20-Poly1305, compact",
              live_as_envelope<Suite::chacha20_poly1305, e3::Portable, e3::Compact<8>>);
  watch.quiet("envelope, ChaCha20-Poly1305, standard with commitment",
              live_as_envelope<Suite::chacha20_poly1305, e3::Portable, Committed>);
  watch.quiet("envelope, ChaCha20-Poly1305, compact, tiny",
              live_as_envelope<Suite::chacha20_poly1305, e3::PortableTiny, e3::Compact<8>>);
  watch.quiet("envelope, AES-256-GCM, compact", live_as_envelope<Suite::aes_256_gcm, e3::Portable, e3::Compact<8>>);
  watch.quiet("envelope, AES-256-GCM, standard", live_as_envelope<Suite::aes_256_gcm, e3::Portable, e3::Standard<8>>);
  return watch.finish();
}
