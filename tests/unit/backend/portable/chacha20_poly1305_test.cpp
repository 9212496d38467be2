#include "e3/backend/portable/chacha20_poly1305.hpp"

#include <sodium.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "e3/testing/aead_conformance.hpp"
#include "machines.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

namespace {

constexpr auto suite = e3::Suite::chacha20_poly1305;

/// The hash of the known answer `i`, sealed and opened again; 0 if it does not open.
template <e3::Kernels K, std::size_t i>
constexpr std::uint64_t answer() {
  using e3::testing::detail::fill;
  constexpr auto given = e3::testing::aead_answers[i];
  std::array<std::uint8_t, e3::key_size> key{};
  std::array<std::uint8_t, e3::nonce_size> nonce{};
  std::array<std::uint8_t, given.header_size + 1> header{};
  std::array<std::uint8_t, given.extra_size + 1> extra{};
  std::array<std::uint8_t, given.payload_size + 1> payload{};
  fill(key, 3 * i + 1);
  fill(nonce, 5 * i + 2);
  fill(header, 7 * i + 3);
  fill(extra, 11 * i + 4);
  fill(payload, 13 * i + 5);
  const e3::Aad aad{e3::Bytes{header}.first(given.header_size), e3::Bytes{extra}.first(given.extra_size)};
  std::array<std::uint8_t, given.payload_size + e3::tag_size> sealed{};
  std::array<std::uint8_t, given.payload_size + 1> opened{};
  e3::PortableChaCha20Poly1305<K> aead;
  if (!aead.rekey(suite, key) || !aead.seal(nonce, aad, e3::Bytes{payload}.first(given.payload_size), sealed) ||
      !aead.open(nonce, aad, sealed, e3::MutableBytes{opened}.first(given.payload_size))) {
    return 0;
  }
  return e3::testing::detail::fnv1a(sealed);
}

template <e3::Kernels K, std::size_t i>
inline constexpr bool right = answer<K, i>() == e3::testing::aead_answers[i].chacha20_poly1305;

// Sizes 1, 17 and 65 with headers and extra associated data, while compiling.
static_assert(right<e3::kernels_here, 1> && right<e3::kernels_here, 4> && right<e3::kernels_here, 10>);
static_assert(right<e3::tiny_kernels_here, 4> && right<e3::tiny_kernels_here, 10>);
static_assert(right<machines::narrow, 4> && right<machines::narrow_tiny, 10>);
static_assert(right<machines::wide, 4> && right<machines::wide_tiny, 10>);

}  // namespace

TEMPLATE_TEST_CASE_SIG("every build for every multiplier conforms", "", ((e3::Kernels K), K), e3::kernels_here,
                       e3::tiny_kernels_here, machines::narrow, machines::narrow_tiny, machines::wide,
                       machines::wide_tiny) {
  STATIC_REQUIRE(e3::Aead<e3::PortableChaCha20Poly1305<K>>);
  std::vector<std::string> found;
  e3::testing::AeadConformance<e3::PortableChaCha20Poly1305<K>> kit;
  CHECK(kit.run(suite, [&](const char* sentence) { found.emplace_back(sentence); }));
  CHECK(found == std::vector<std::string>{});
}

TEMPLATE_TEST_CASE_SIG("messages at any addresses are libsodium's, and a refused one leaves the output as it was", "",
                       ((e3::Kernels K), K), e3::kernels_here, machines::narrow, machines::wide_tiny) {
  support::Random random{23};
  std::array<std::uint8_t, e3::key_size> key{};
  std::array<std::uint8_t, e3::nonce_size> nonce{};
  alignas(8) std::array<std::uint8_t, 512> in{};
  alignas(8) std::array<std::uint8_t, 512> out{};
  alignas(8) std::array<std::uint8_t, 256> aad{};
  for (int turn = 0; turn < 1000; ++turn) {
    CAPTURE(turn);
    random.fill(key);
    random.fill(nonce);
    random.fill(in);
    random.fill(aad);
    const std::size_t size = random.index(300);
    const std::size_t aad_size = random.index(205);
    const std::size_t split = aad_size == 0 ? 0 : random.index(aad_size + 1);
    const e3::Bytes whole = e3::Bytes{aad}.subspan(random.index(8), aad_size);
    const e3::Bytes payload = e3::Bytes{in}.subspan(random.index(8), size);
    const auto sealed = e3::MutableBytes{out}.subspan(random.index(8), size + e3::tag_size);
    e3::PortableChaCha20Poly1305<K> aead;
    REQUIRE(aead.rekey(suite, key));
    REQUIRE(aead.seal(nonce, {whole.first(split), whole.subspan(split)}, payload, sealed));
    support::ByteVector expected(size + e3::tag_size);
    REQUIRE(crypto_aead_chacha20poly1305_ietf_encrypt(expected.data(), nullptr, payload.data(), size, whole.data(),
                                                      whole.size(), nullptr, nonce.data(), key.data()) == 0);
    REQUIRE(support::same(sealed, expected));
    sealed[random.index(sealed.size())] ^= static_cast<std::uint8_t>(1U << random.index(8));
    support::ByteVector opened(size, 0x5A);
    REQUIRE_FALSE(aead.open(nonce, {whole.first(split), whole.subspan(split)}, sealed, opened));
    REQUIRE(opened == support::ByteVector(size, 0x5A));
  }
}
