#include "e3/backend/portable/aes256.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/portable_kernels.hpp"

namespace {

using e3::detail::AesSlices;

/// Columns of FIPS 197, appendix C.3, row 0 their low byte: the plaintext 00112233445566778899AABBCCDDEEFF, and what it
/// becomes under the key 00 01 02 .. 1F.
constexpr std::array<std::uint32_t, 4> plaintext{0x33221100, 0x77665544, 0xBBAA9988, 0xFFEEDDCC};
constexpr std::array<std::uint32_t, 4> ciphertext{0xCAB7A28E, 0xBF456751, 0x9049FCEA, 0x8960494B};
constexpr auto key = support::counting<e3::key_size>(0);

template <e3::Kernels K, class RoundKeyWords>
constexpr AesSlices encrypted(AesSlices blocks) {
  RoundKeyWords keys{};
  e3::detail::expand_aes256<K>(key, keys);
  e3::detail::encrypt_two_blocks<K>(keys, blocks);
  return blocks;
}

template <e3::Kernels K, class RoundKeyWords>
constexpr bool gives_the_known_answer() {
  AesSlices blocks{};
  for (std::size_t c = 0; c < 4; ++c) {
    blocks[2 * c] = plaintext[c];
  }
  const AesSlices first = encrypted<K, RoundKeyWords>(blocks);
  for (std::size_t c = 0; c < 4; ++c) {
    blocks[2 * c] = 0;
    blocks[2 * c + 1] = plaintext[c];
  }
  const AesSlices second = encrypted<K, RoundKeyWords>(blocks);
  bool good = true;
  for (std::size_t c = 0; c < 4; ++c) {
    good = good && first[2 * c] == ciphertext[c] && second[2 * c + 1] == ciphertext[c];
    // The other block, of zeros, is the same beside it.
    good = good && first[2 * c + 1] == second[2 * c];
  }
  return good;
}

using e3::detail::Aes256CompactKeys;
using e3::detail::Aes256RoundKeys;

static_assert(gives_the_known_answer<e3::kernels_here, Aes256RoundKeys>());
static_assert(gives_the_known_answer<e3::kernels_here, Aes256CompactKeys>());
static_assert(gives_the_known_answer<e3::tiny_kernels_here, Aes256RoundKeys>());
static_assert(gives_the_known_answer<e3::tiny_kernels_here, Aes256CompactKeys>());

}  // namespace

TEMPLATE_LIST_TEST_CASE("two blocks become what FIPS 197 says, each in its own place", "", support::EveryKernel) {
  CHECK(gives_the_known_answer<TestType::kernels, Aes256RoundKeys>());
  CHECK(gives_the_known_answer<TestType::kernels, Aes256CompactKeys>());
}

TEST_CASE("a bit of any round key counts") {
  Aes256RoundKeys keys{};
  e3::detail::expand_aes256<e3::kernels_here>(key, keys);
  AesSlices right{};
  e3::detail::encrypt_two_blocks<e3::kernels_here>(keys, right);
  for (auto& word : keys) {
    word ^= 0x0001'0000;
    AesSlices blocks{};
    e3::detail::encrypt_two_blocks<e3::kernels_here>(keys, blocks);
    CHECK(blocks != right);
    word ^= 0x0001'0000;
  }
}

TEMPLATE_LIST_TEST_CASE("round keys are known by their key", "", support::EveryKernel) {
  Aes256CompactKeys keys{};
  e3::detail::expand_aes256<TestType::kernels>(key, keys);
  CHECK(e3::detail::is_schedule_of<TestType::kernels>(keys, key));
  for (std::size_t bit = 0; bit < 8 * key.size(); ++bit) {
    auto other = key;
    other[bit / 8] = static_cast<std::uint8_t>(other[bit / 8] ^ 1U << bit % 8);
    REQUIRE_FALSE(e3::detail::is_schedule_of<TestType::kernels>(keys, other));
  }
}
