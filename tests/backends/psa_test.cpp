#include "e3/backend/psa.hpp"

#include "support/catch.hpp"

TEST_CASE("PSA's AES counts as constant-time only where the caller says that it is in hardware") {
  STATIC_REQUIRE_FALSE(e3::Psa::Aead<e3::Suite::aes_256_gcm>::constant_time);
  STATIC_REQUIRE(e3::Psa::Aead<e3::Suite::chacha20_poly1305>::constant_time);
  STATIC_REQUIRE(e3::PsaWithAesHardware::Aead<e3::Suite::aes_256_gcm>::constant_time);
}
