#include "e3/backend/portable/hmac_sha256.hpp"

#include <sodium.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

static_assert(e3::explain_hmac<e3::PortableHmacSha256<e3::Build::fast>>());

namespace {

template <e3::Build B>
constexpr std::array<std::uint8_t, 32> authenticated(e3::Bytes key, e3::Bytes data) noexcept {
  e3::PortableHmacSha256<B> hmac{key};
  hmac.update(data.first(data.size() / 2));
  hmac.update(data.subspan(data.size() / 2));
  std::array<std::uint8_t, 32> out{};
  return hmac.finish(out) ? out : std::array<std::uint8_t, 32>{};
}

}  // namespace

TEMPLATE_TEST_CASE_SIG(
    "HMAC-SHA-256 is libsodium's for keys of every size about the block's, and the same in constant evaluation", "",
    ((e3::Build B), B), e3::Build::fast, e3::Build::tiny) {
  const auto data = support::counting_vector(130, 0x40);
  const auto key = support::counting_vector(140);
  for (std::size_t size = 0; size <= key.size(); ++size) {
    CAPTURE(size);
    const e3::Bytes message = e3::Bytes{data}.first(size % data.size());
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.data(), size);
    crypto_auth_hmacsha256_update(&state, message.data(), message.size());
    std::array<std::uint8_t, 32> expected{};
    crypto_auth_hmacsha256_final(&state, expected.data());
    REQUIRE(authenticated<B>(e3::Bytes{key}.first(size), message) == expected);
  }
  constexpr auto fixed = support::counting<40>();
  constexpr auto in_advance = authenticated<B>(fixed, fixed);
  CHECK(authenticated<B>(fixed, fixed) == in_advance);
}
