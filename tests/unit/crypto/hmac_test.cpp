#include "e3/crypto/hmac.hpp"

#include <array>
#include <cstdint>

#include "e3/backend/sodium.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/key_schedule_vectors.hpp"

namespace {

struct WithoutFinish {
  explicit WithoutFinish(e3::Bytes) noexcept {}
  void update(e3::Bytes) noexcept {}
};

struct WithoutKey {
  void update(e3::Bytes) noexcept {}
  bool finish(e3::MutableFixedBytes<32>) noexcept { return true; }
};

}  // namespace

TEST_CASE("HMAC-SHA-256 gives the independent vectors' codes, whole and in parts") {
  for (const auto& vector : support::hmac_vectors) {
    const auto key = support::counting_vector(vector.key_size);
    const auto data = support::counting_vector(vector.data_size, 100);
    for (const std::size_t split : {std::size_t{0}, data.size() / 3, data.size()}) {
      CAPTURE(vector.key_size, vector.data_size, split);
      std::array<std::uint8_t, e3::sha256_size> mac{};
      e3::Sodium::HmacSha256 hmac{key};
      hmac.update(e3::Bytes{data}.first(split));
      hmac.update(e3::Bytes{data}.subspan(split));
      REQUIRE(hmac.finish(mac));
      REQUIRE(support::hex(mac) == vector.mac);
    }
  }
}

TEST_CASE("an Hmac has a key, update and finish") {
  STATIC_REQUIRE(e3::Hmac<e3::Sodium::HmacSha256>);
  STATIC_REQUIRE(e3::explain_hmac<e3::Sodium::HmacSha256>());
  STATIC_REQUIRE_FALSE(e3::Hmac<WithoutFinish>);
  STATIC_REQUIRE_FALSE(e3::Hmac<WithoutKey>);
}
