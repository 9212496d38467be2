#include "e3/backend/portable/ghash.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/portable_kernels.hpp"
#include "support/random.hpp"

namespace {

using e3::detail::GhashBlock;

// Test case 2 of the GCM specification (McGrew and Viega, appendix B): one block of ciphertext, no associated data.
constexpr GhashBlock h{0x66E94BD4, 0xEF8A2C3B, 0x884CFA59, 0xCA342B2E};
constexpr std::array<std::uint8_t, 16> text{0x03, 0x88, 0xDA, 0xCE, 0x60, 0xB6, 0xA3, 0x92,
                                            0xF3, 0x28, 0xC2, 0xB9, 0x71, 0xB2, 0xFE, 0x78};
constexpr GhashBlock known{0xF38CBB1A, 0xD69223DC, 0xC3457AE5, 0xB6B0F885};

template <e3::Kernels K>
constexpr e3::detail::GhashKey<K> key_of(const GhashBlock& block) {
  e3::detail::GhashKey<K> key{};
  key.set(block);
  return key;
}

template <e3::Kernels K>
constexpr GhashBlock hash_of_text() {
  const auto key = key_of<K>(h);
  e3::detail::Ghash<K> hash{key};
  hash.pad();
  hash.update(text);
  hash.pad();
  return hash.finish(0, text.size());
}

static_assert(hash_of_text<e3::kernels_here>() == known);
static_assert(hash_of_text<e3::tiny_kernels_here>() == known);
static_assert(hash_of_text<support::kernels_with(e3::Multiplier::narrow)>() == known);
static_assert(hash_of_text<support::kernels_with(e3::Multiplier::wide)>() == known);

}  // namespace

TEMPLATE_LIST_TEST_CASE("GHASH gives the known answer", "", support::EveryKernel) {
  CHECK(hash_of_text<TestType::kernels>() == known);
}

TEMPLATE_LIST_TEST_CASE("a string in any number of parts hashes as the whole", "", support::EveryKernel) {
  constexpr auto K = TestType::kernels;
  const auto key = key_of<K>(h);
  support::Random random{5};
  for (int i = 0; i < 200; ++i) {
    const auto bytes = support::counting_vector(random.index(100));
    const auto whole = [&](std::size_t size) {
      e3::detail::Ghash<K> hash{key};
      hash.update(bytes);
      hash.pad();
      return hash.finish(size, 0);
    };
    e3::detail::Ghash<K> hash{key};
    for (e3::Bytes left{bytes}; !left.empty();) {
      const std::size_t size = 1 + random.index(left.size());
      hash.update(left.first(size));
      left = left.subspan(size);
    }
    hash.pad();
    REQUIRE(hash.finish(bytes.size(), 0) == whole(bytes.size()));
    REQUIRE(whole(bytes.size()) != whole(bytes.size() + 1));
  }
}

TEMPLATE_LIST_TEST_CASE("padding is zeros up to a whole block", "", support::EveryKernel) {
  constexpr auto K = TestType::kernels;
  const auto key = key_of<K>(h);
  std::array<std::uint8_t, 16> padded{7, 8, 9};
  e3::detail::Ghash<K> short_one{key};
  short_one.update(e3::Bytes{padded}.first(3));
  short_one.pad();
  e3::detail::Ghash<K> long_one{key};
  long_one.update(padded);
  long_one.pad();
  CHECK(short_one.finish(3, 0) == long_one.finish(3, 0));
}

TEST_CASE("the size of a string counts bits, 64 of them") {
  constexpr auto K = e3::kernels_here;
  const auto key = key_of<K>(GhashBlock{0x80000000, 0, 0, 0});
  // The hash key is one, so that the hash is the block of the sizes.
  CHECK(e3::detail::Ghash<K>{key}.finish(0x3000'0001, 5) == GhashBlock{1, 0x8000'0008, 0, 40});
}

TEST_CASE("the kernel follows the multiplier, and is the smallest where the build is tiny") {
  using e3::Multiplier;
  STATIC_REQUIRE(std::is_same_v<e3::detail::GhashKey<support::kernels_with(Multiplier::narrow)>,
                                e3::detail::NarrowGhash<e3::kernels_here.assembly>>);
  STATIC_REQUIRE(std::is_same_v<e3::detail::GhashKey<support::kernels_with(Multiplier::wide)>, e3::detail::WideGhash>);
  STATIC_REQUIRE(std::is_same_v<e3::detail::GhashKey<e3::tiny_kernels_here>, e3::detail::SerialGhash>);
  STATIC_REQUIRE(sizeof(e3::detail::SerialGhash) == 16);
}
