#include "e3/profile/profile.hpp"

#include <type_traits>

#include "e3/backend/sodium.hpp"
#include "e3/wire/compact.hpp"
#include "e3/wire/standard.hpp"
#include "support/catch.hpp"

TEST_CASE("a profile names suite, AEAD, Kdf, codec and limits") {
  using Profile = e3::Profile<e3::Suite::aes_256_gcm, e3::Sodium, e3::Standard<8>, e3::Bulk>;
  STATIC_REQUIRE(Profile::suite == e3::Suite::aes_256_gcm);
  STATIC_REQUIRE(std::is_same_v<Profile::Aead, e3::Sodium::Aes256Gcm>);
  STATIC_REQUIRE(std::is_same_v<Profile::Kdf, e3::Sodium::Kdf>);
  STATIC_REQUIRE(std::is_same_v<Profile::Codec, e3::Standard<8>>);
  STATIC_REQUIRE(std::is_same_v<Profile::Limits, e3::Bulk>);
}

TEST_CASE("the short names fix the suite, and limits default to telemetry") {
  using ChaCha = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<2>>;
  using Gcm = e3::Aes256Gcm<e3::Sodium, e3::Compact<2>>;
  STATIC_REQUIRE(ChaCha::suite == e3::Suite::chacha20_poly1305);
  STATIC_REQUIRE(Gcm::suite == e3::Suite::aes_256_gcm);
  STATIC_REQUIRE(std::is_same_v<ChaCha::Limits, e3::Telemetry>);
  STATIC_REQUIRE(std::is_same_v<ChaCha::Aead, e3::Sodium::ChaCha20Poly1305>);
}

TEST_CASE("a profile is a type without state") {
  STATIC_REQUIRE(std::is_empty_v<e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<0>>>);
}

TEST_CASE("a profile of any suite has the AEAD of both, and its suite is a value") {
  using Profile = e3::AnySuite<e3::Sodium, e3::Compact<8>, e3::Bulk>;
  STATIC_REQUIRE(std::is_empty_v<Profile>);
  STATIC_REQUIRE(std::is_same_v<Profile::Aead, e3::AnyAead<e3::Sodium>>);
  STATIC_REQUIRE(std::is_same_v<Profile::SuiteChoice, e3::Suite>);
  STATIC_REQUIRE(std::is_same_v<Profile::Limits, e3::Bulk>);
}

TEST_CASE("a suite that a profile fixes takes no memory") {
  using Profile = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>>;
  STATIC_REQUIRE(std::is_empty_v<Profile::SuiteChoice>);
  STATIC_REQUIRE(e3::Suite{Profile::SuiteChoice{}} == Profile::suite);
}
