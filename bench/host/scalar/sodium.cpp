// Without sodium_init, libsodium stays with its portable C.
#include <sodium.h>

#include "count_open.hpp"

int main() {
  using Message = bench::SealedMessage;
  bench::count_open(
      [](Message& message) {
        return crypto_aead_chacha20poly1305_ietf_encrypt(message.sealed.data(), nullptr, message.payload.data(),
                                                         message.payload.size(), message.aad.data(), message.aad.size(),
                                                         nullptr, message.nonce.data(), message.key.data()) == 0;
      },
      [](const Message& message, std::array<std::uint8_t, 64>& out) {
        return crypto_aead_chacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, message.sealed.data(),
                                                         message.sealed.size(), message.aad.data(), message.aad.size(),
                                                         message.nonce.data(), message.key.data()) == 0;
      });
}
