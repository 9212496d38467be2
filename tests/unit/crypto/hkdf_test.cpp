#include "e3/crypto/hkdf.hpp"

#include <sodium.h>

#include <array>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "e3/backend/sodium.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/fake_aead.hpp"
#include "support/key_schedule_vectors.hpp"
#include "support/traps.hpp"

using Hkdf = e3::Hkdf<e3::Sodium::HmacSha256>;

TEST_CASE("HKDF gives the independent vectors' bytes, from 1 byte to the most it can") {
  for (const auto& vector : support::hkdf_vectors) {
    CAPTURE(vector.salt_size, vector.secret_size, vector.info_size, vector.output_size);
    const auto kdf =
        Hkdf::extract(support::counting_vector(vector.salt_size), support::counting_vector(vector.secret_size, 50));
    REQUIRE(kdf);
    support::ByteVector out(vector.output_size);
    REQUIRE(kdf->expand(support::counting_vector(vector.info_size, 100), out));
    std::array<std::uint8_t, 32> digest{};
    crypto_hash_sha256(digest.data(), out.data(), out.size());
    REQUIRE(support::hex(digest) == vector.digest);
  }
}

TEST_CASE("an output of no bytes is no error") {
  const auto kdf = Hkdf::extract({}, {});
  CHECK(kdf->expand({}, {}));
}

TEST_CASE("asking HKDF for more than 8160 bytes traps") {
  const auto kdf = Hkdf::extract({}, {});
  support::ByteVector out(8161);
  CHECK(support::traps([&] { static_cast<void>(kdf->expand({}, out)); }));
}

TEST_CASE("the first 32 bytes become the AEAD's key, and those after them the rest") {
  const auto kdf = Hkdf::extract(support::counting<5>(), support::counting<32>());
  const auto info = support::counting<10>();
  std::array<std::uint8_t, 76> okm{};
  REQUIRE(kdf->expand(info, okm));
  for (const std::size_t rest_size : {std::size_t{0}, std::size_t{12}, std::size_t{44}}) {
    CAPTURE(rest_size);
    support::RecordingAead aead;
    support::ByteVector rest(rest_size);
    REQUIRE(kdf->expand_key(info, e3::Suite::aes_256_gcm, aead, rest));
    CHECK(aead.suite == e3::Suite::aes_256_gcm);
    CHECK(support::same(aead.key, e3::Bytes{okm}.first(32)));
    CHECK(support::same(rest, e3::Bytes{okm}.subspan(32, rest_size)));
  }
}

TEST_CASE("a rest of more than 44 bytes traps") {
  const auto kdf = Hkdf::extract({}, {});
  support::RecordingAead aead;
  support::ByteVector rest(45);
  CHECK(support::traps([&] { static_cast<void>(kdf->expand_key({}, e3::Suite::aes_256_gcm, aead, rest)); }));
}

TEST_CASE("an AEAD that refuses the key fails the expansion") {
  const auto kdf = Hkdf::extract({}, {});
  support::MissingAead aead;
  std::array<std::uint8_t, 44> rest{};
  CHECK(kdf->expand_key({}, e3::Suite::aes_256_gcm, aead, rest).error() == e3::Error::hardware_missing);
}

TEST_CASE("a moved Kdf goes on, and the one it came from traps") {
  auto first = *Hkdf::extract({}, support::counting<32>());
  std::array<std::uint8_t, 8> before{};
  std::array<std::uint8_t, 8> after{};
  REQUIRE(first.expand({}, before));
  Hkdf second{std::move(first)};
  REQUIRE(second.expand({}, after));
  CHECK(after == before);
  CHECK(support::traps([&] { static_cast<void>(first.expand({}, after)); }));
  first = std::move(second);
  REQUIRE(first.expand({}, after));
  CHECK(after == before);
  CHECK(support::traps([&] { static_cast<void>(second.expand({}, after)); }));
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Hkdf>);
}
