#include "e3/backend/portable/sha256.hpp"

#include <sodium.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

namespace {

template <e3::Build B>
constexpr std::array<std::uint8_t, 32> hashed(e3::Bytes data) noexcept {
  e3::detail::Sha256<B> hash;
  hash.update(data);
  std::array<std::uint8_t, 32> out{};
  hash.finish(out);
  return out;
}

// By Python: hashlib.sha256(bytes(range(1, 65))).digest()[:8]
constexpr auto text = support::counting<64>();
constexpr std::array<std::uint8_t, 8> known{0x20, 0xA7, 0xEC, 0x84, 0x68, 0x4F, 0x7F, 0xE1};
template <e3::Build B>
constexpr bool begins_right() noexcept {
  const auto out = hashed<B>(text);
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (out[i] != known[i]) {
      return false;
    }
  }
  return true;
}
static_assert(begins_right<e3::Build::fast>());
static_assert(begins_right<e3::Build::tiny>());

}  // namespace

TEMPLATE_TEST_CASE_SIG("SHA-256 is libsodium's for every size about the block's, and in any number of parts", "",
                       ((e3::Build B), B), e3::Build::fast, e3::Build::tiny) {
  const auto data = support::counting_vector(200);
  for (std::size_t size = 0; size <= data.size(); ++size) {
    CAPTURE(size);
    const e3::Bytes whole = e3::Bytes{data}.first(size);
    std::array<std::uint8_t, 32> expected{};
    crypto_hash_sha256(expected.data(), whole.data(), whole.size());
    REQUIRE(hashed<B>(whole) == expected);
    e3::detail::Sha256<B> hash;
    hash.update(whole.first(size / 3));
    hash.update({});
    hash.update(whole.subspan(size / 3));
    std::array<std::uint8_t, 32> out{};
    hash.finish(out);
    REQUIRE(out == expected);
    hash.start();
    hash.update(whole);
    hash.finish(out);
    REQUIRE(out == expected);
  }
}
