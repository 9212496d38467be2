#include "e3/backend/portable/chacha20.hpp"

#include <sodium.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/words.hpp"
#include "machines.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

namespace {

using Words = std::array<std::uint32_t, 16>;

template <e3::Kernels K>
constexpr Words block(const std::array<std::uint32_t, 8>& key, const e3::detail::ChaCha20Position& position) {
  Words out{};
  Words scratch{};
  e3::detail::chacha20_block<K>(key, position, out, scratch.data());
  return out;
}

/// By libsodium; `position` is the counter and the nonce.
Words by_libsodium(const std::array<std::uint32_t, 8>& key, const e3::detail::ChaCha20Position& position) {
  std::array<std::uint8_t, 32> key_bytes{};
  std::array<std::uint8_t, 12> nonce{};
  e3::detail::store_words<e3::kernels_here, 8>(key.data(), key_bytes.data());
  e3::detail::store_words<e3::kernels_here, 3>(position.data() + 1, nonce.data());
  std::array<std::uint8_t, 64> stream{};
  REQUIRE(crypto_stream_chacha20_ietf_xor_ic(stream.data(), stream.data(), stream.size(), nonce.data(), position[0],
                                             key_bytes.data()) == 0);
  Words out{};
  e3::detail::load_words<e3::kernels_here, 16>(stream.data(), out.data());
  return out;
}

// The quarter round, worked out by hand for words of few bits.
constexpr std::array<std::uint32_t, 4> quarter(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  e3::detail::chacha20_quarter(a, b, c, d);
  return {a, b, c, d};
}
// a = 1, d = 2^16, c = 2^16, b = 2^28; a = 2^28 + 1, d = (2^28 + 2^16 + 1) <<< 8, ...
static_assert(quarter(1, 0, 0, 0) == std::array<std::uint32_t, 4>{0x10000001, 0x80808808, 0x01010110, 0x01000110});

}  // namespace

TEMPLATE_TEST_CASE_SIG("blocks are libsodium's, and the same in constant evaluation", "", ((e3::Kernels K), K),
                       e3::kernels_here, e3::tiny_kernels_here, machines::narrow, machines::wide_tiny) {
  constexpr std::array<std::uint32_t, 8> fixed_key{1, 2, 3, 4, 5, 6, 7, 0xFFFFFFFF};
  constexpr e3::detail::ChaCha20Position fixed{0xFFFFFFFE, 8, 9, 10};
  constexpr Words in_advance = block<K>(fixed_key, fixed);
  CHECK(in_advance == by_libsodium(fixed_key, fixed));
  CHECK(block<K>(fixed_key, fixed) == in_advance);

  support::Random random{7};
  for (int turn = 0; turn < 300; ++turn) {
    std::array<std::uint32_t, 8> key{};
    e3::detail::ChaCha20Position position{};
    for (auto& word : key) {
      word = static_cast<std::uint32_t>(random.next());
    }
    for (auto& word : position) {
      word = static_cast<std::uint32_t>(random.next());
    }
    REQUIRE(block<K>(key, position) == by_libsodium(key, position));
  }
}
