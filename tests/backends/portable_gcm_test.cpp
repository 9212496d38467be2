#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/aes256_gcm.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/portable_kernels.hpp"
#include "support/random.hpp"

// The portable AES-256-GCM against OpenSSL's own, with random sizes and random bytes.

namespace {

using support::ByteVector;

struct Case {
  std::array<std::uint8_t, e3::key_size> key{};
  std::array<std::uint8_t, e3::nonce_size> nonce{};
  ByteVector aad;
  ByteVector payload;
  std::size_t split = 0;

  explicit Case(support::Random& random)
      : aad(random.index(e3::max_aad_size + 1)), payload(random.index(301)), split{random.index(aad.size() + 1)} {
    random.fill(key);
    random.fill(nonce);
    random.fill(aad);
    random.fill(payload);
  }

  [[nodiscard]] e3::Aad parts() const { return {e3::Bytes{aad}.first(split), e3::Bytes{aad}.subspan(split)}; }
};

/// Ciphertext and tag by OpenSSL, whose associated data is one span.
ByteVector by_openssl(const Case& c) {
  ByteVector out(c.payload.size() + e3::tag_size);
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  int size = 0;
  bool good =
      EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nullptr, c.key.data(), c.nonce.data()) == 1 &&
      EVP_EncryptUpdate(context, nullptr, &size, c.aad.data(), static_cast<int>(c.aad.size())) == 1 &&
      EVP_EncryptUpdate(context, out.data(), &size, c.payload.data(), static_cast<int>(c.payload.size())) == 1 &&
      EVP_EncryptFinal_ex(context, out.data() + c.payload.size(), &size) == 1 &&
      EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, e3::tag_size, out.data() + c.payload.size()) == 1;
  EVP_CIPHER_CTX_free(context);
  REQUIRE(good);
  return out;
}

template <e3::Kernels K, class Rekey>
void agrees_with_openssl(Rekey rekey) {
  support::Random random{16};
  for (int i = 0; i < 400 * E3_CAMPAIGN_SCALE; ++i) {
    const Case c{random};
    CAPTURE(i, c.payload.size(), c.aad.size(), c.split);
    e3::PortableAes256Gcm<K> aead;
    rekey(aead, c.key);
    const auto expected = by_openssl(c);
    ByteVector sealed(expected.size());
    REQUIRE(aead.seal(c.nonce, c.parts(), c.payload, sealed));
    REQUIRE(sealed == expected);
    ByteVector opened(c.payload.size());
    REQUIRE(aead.open(c.nonce, c.parts(), sealed, opened));
    REQUIRE(opened == c.payload);
    const std::size_t place = random.index(sealed.size());
    sealed[place] = static_cast<std::uint8_t>(sealed[place] ^ 1U << random.index(8));
    REQUIRE_FALSE(aead.open(c.nonce, c.parts(), sealed, opened));
  }
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("the portable AES-256-GCM seals what OpenSSL seals", "", support::EveryKernel) {
  agrees_with_openssl<TestType::kernels>(
      [](auto& aead, const auto& key) { REQUIRE(aead.rekey(e3::Suite::aes_256_gcm, key)); });
}

TEMPLATE_LIST_TEST_CASE("the portable AES-256-GCM of provisioned keys seals what OpenSSL seals", "",
                        support::EveryProvisionedKernel) {
  using Gcm = e3::PortableAes256Gcm<TestType::kernels>;
  typename Gcm::Schedule schedule;
  agrees_with_openssl<TestType::kernels>([&schedule](auto& aead, const auto& key) {
    schedule = Gcm::schedule(key);
    REQUIRE(aead.rekey(e3::Suite::aes_256_gcm, schedule));
  });
}
