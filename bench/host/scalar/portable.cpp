#include "count_open.hpp"
#include "e3/backend/portable/chacha20_poly1305.hpp"

int main() {
  using Message = bench::SealedMessage;
  e3::PortableChaCha20Poly1305<e3::kernels_here> aead;
  bench::count_open(
      [&](Message& message) {
        return aead.rekey(e3::Suite::chacha20_poly1305, message.key).has_value() &&
               aead.seal(message.nonce, {message.aad, {}}, message.payload, message.sealed);
      },
      [&](const Message& message, std::array<std::uint8_t, 64>& out) {
        return aead.open(message.nonce, {message.aad, {}}, message.sealed, out);
      });
}
