#include "e3/profile/any_aead.hpp"

#include <array>
#include <utility>

#include "support/catch.hpp"
#include "support/ends.hpp"
#include "support/fake_aead.hpp"

namespace {

using Any = e3::AnyAead<e3::Sodium>;

const auto key = support::counting<32>(0x61);
const auto nonce = support::counting<12>();
const auto message = support::counting<40>();

template <class A>
support::ByteVector sealed(A& aead) {
  support::ByteVector out(message.size() + e3::tag_size);
  return aead.seal(nonce, {message}, message, out) ? out : support::ByteVector{};
}

}  // namespace

TEST_CASE("an AEAD of either suite is an Aead, as constant-time as both") {
  STATIC_REQUIRE(e3::Aead<Any>);
  STATIC_REQUIRE(Any::constant_time);
}

TEST_CASE("after a rekey it is the AEAD of that suite, back and forth") {
  Any any;
  for (int round = 0; round < 2; ++round) {
    e3::Sodium::ChaCha20Poly1305 chacha;
    REQUIRE(chacha.rekey(e3::Suite::chacha20_poly1305, key));
    REQUIRE(any.rekey(e3::Suite::chacha20_poly1305, key));
    const auto envelope = sealed(any);
    CHECK(envelope == sealed(chacha));
    std::array<std::uint8_t, 40> out{};
    CHECK(any.open(nonce, {message}, envelope, out));
    CHECK(out == message);

    e3::Sodium::Aes256Gcm gcm;
    if (support::runs_here(e3::Suite::aes_256_gcm)) {
      REQUIRE(gcm.rekey(e3::Suite::aes_256_gcm, key));
      REQUIRE(any.rekey(e3::Suite::aes_256_gcm, key));
      CHECK(sealed(any) == sealed(gcm));
      CHECK(any.open(nonce, {message}, sealed(gcm), out));
      CHECK_FALSE(any.open(nonce, {message}, envelope, out));
    }
  }
}

TEST_CASE("a rekey to one suite wipes the key of the other") {
  if (!support::runs_here(e3::Suite::aes_256_gcm)) {
    return;
  }
  const auto other_key = support::counting<32>(0xA1);
  const auto holds = [](const Any& any, const auto& wanted) {
    return support::contains({reinterpret_cast<const std::uint8_t*>(&any), sizeof any}, e3::Bytes{wanted}.first(8));
  };
  Any any;
  REQUIRE(any.rekey(e3::Suite::aes_256_gcm, key));
  CHECK(holds(any, key));
  REQUIRE(any.rekey(e3::Suite::chacha20_poly1305, other_key));
  CHECK(holds(any, other_key));
  CHECK_FALSE(holds(any, key));
  REQUIRE(any.rekey(e3::Suite::aes_256_gcm, key));
  CHECK_FALSE(holds(any, other_key));
}

TEST_CASE("without a key, or after a suite that is none, it seals and opens nothing") {
  Any any;
  CHECK(sealed(any).empty());
  REQUIRE(any.rekey(e3::Suite::chacha20_poly1305, key));
  const auto envelope = sealed(any);
  CHECK(any.rekey(e3::Suite{3}, key).error() == e3::Error::suite_refused);
  CHECK(sealed(any).empty());
  std::array<std::uint8_t, 40> out{};
  CHECK_FALSE(any.open(nonce, {message}, envelope, out));
}

TEST_CASE("a suite that the machine cannot run is refused, and nothing falls back to the other") {
  e3::AnyAead<support::BackendOf<support::MissingAead>> any;
  CHECK(any.rekey(e3::Suite::aes_256_gcm, key).error() == e3::Error::hardware_missing);
  CHECK(sealed(any).empty());
}

TEST_CASE("one that was moved from holds no key") {
  Any first;
  REQUIRE(first.rekey(e3::Suite::chacha20_poly1305, key));
  Any second{std::move(first)};
  CHECK_FALSE(sealed(second).empty());
  CHECK(sealed(first).empty());
}
