#include "e3/backend/sodium.hpp"

#include <array>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>

#include "e3/keys/opening_key.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/key_schedule_vectors.hpp"
#include "support/own_stack.hpp"
#include "support/traps.hpp"

using Gcm = e3::Sodium::Aes256Gcm;
using ChaCha = e3::Sodium::ChaCha20Poly1305;

namespace {

const auto key = support::counting<32>(0x61);
const auto nonce = support::counting<12>(0x31);
const auto header = support::counting<36>(0x11);
const auto extra = support::counting<20>(0xC1);
const auto message = support::counting<50>();

template <class A>
constexpr e3::Suite suite_of = std::is_same_v<A, Gcm> ? e3::Suite::aes_256_gcm : e3::Suite::chacha20_poly1305;

template <class A>
constexpr e3::Suite other_suite = std::is_same_v<A, Gcm> ? e3::Suite::chacha20_poly1305 : e3::Suite::aes_256_gcm;

/// False where the CPU has no AES; then the backend must say so.
template <class A>
bool runs_here() {
  if (std::is_same_v<A, ChaCha> || (sodium_init() >= 0 && crypto_aead_aes256gcm_is_available() == 1)) {
    return true;
  }
  CHECK(A{}.rekey(suite_of<A>, key).error() == e3::Error::hardware_missing);
  return false;
}

template <class A>
A keyed() {
  A aead;
  REQUIRE(aead.rekey(suite_of<A>, key));
  return aead;
}

template <class A>
support::ByteVector sealed(A& aead, e3::Aad aad, e3::Bytes in) {
  support::ByteVector out(in.size() + e3::tag_size);
  REQUIRE(aead.seal(nonce, aad, in, out));
  return out;
}

template <class A>
bool has_key(A& aead) {
  support::ByteVector out(message.size() + e3::tag_size);
  return aead.seal(nonce, {header}, message, out);
}

support::ByteVector by_libsodium(e3::Suite suite, e3::Bytes aad) {
  support::ByteVector out(message.size() + e3::tag_size);
  const auto encrypt =
      suite == e3::Suite::aes_256_gcm ? crypto_aead_aes256gcm_encrypt : crypto_aead_chacha20poly1305_ietf_encrypt;
  REQUIRE(encrypt(out.data(), nullptr, message.data(), message.size(), aad.data(), aad.size(), nullptr, nonce.data(),
                  key.data()) == 0);
  return out;
}

support::ByteVector joined(e3::Bytes first, e3::Bytes second) {
  auto both = support::copy(first);
  both.insert(both.end(), second.begin(), second.end());
  return both;
}

template <class T>
e3::Bytes object_bytes(const T& object) {
  return {reinterpret_cast<const std::uint8_t*>(&object), sizeof object};
}

}  // namespace

TEMPLATE_TEST_CASE("a sodium AEAD is an Aead, constant-time and of its suite", "", Gcm, ChaCha) {
  STATIC_REQUIRE(e3::Aead<TestType>);
  STATIC_REQUIRE(TestType::constant_time);
  STATIC_REQUIRE(std::is_same_v<e3::Sodium::Aead<suite_of<TestType>>, TestType>);
}

TEMPLATE_TEST_CASE("a sodium AEAD seals as a direct call to libsodium does", "", Gcm, ChaCha) {
  if (!runs_here<TestType>()) {
    return;
  }
  auto aead = keyed<TestType>();
  CHECK(sealed(aead, {header}, message) == by_libsodium(suite_of<TestType>, header));
  CHECK(sealed(aead, {header, extra}, message) == by_libsodium(suite_of<TestType>, joined(header, extra)));
}

TEMPLATE_TEST_CASE("associated data in two parts is the same as joined, up to the largest", "", Gcm, ChaCha) {
  if (!runs_here<TestType>()) {
    return;
  }
  auto aead = keyed<TestType>();
  const auto whole = support::counting_vector(e3::max_aad_size);
  const auto expected = sealed(aead, {whole}, message);
  for (const std::size_t split : {std::size_t{0}, std::size_t{1}, std::size_t{76}, whole.size()}) {
    CAPTURE(split);
    CHECK(sealed(aead, {e3::Bytes{whole}.first(split), e3::Bytes{whole}.subspan(split)}, message) == expected);
  }
}

TEMPLATE_TEST_CASE("two parts of associated data beyond the largest trap", "", Gcm, ChaCha) {
  TestType aead;
  support::ByteVector out(e3::tag_size);
  const auto whole = support::counting_vector(e3::max_aad_size + 2);
  for (const std::size_t split : {std::size_t{1}, std::size_t{76}, e3::max_aad_size, e3::max_aad_size + 1}) {
    const e3::Aad aad{e3::Bytes{whole}.first(split), e3::Bytes{whole}.subspan(split)};
    CHECK(support::traps([&] { static_cast<void>(aead.seal(nonce, aad, {}, out)); }));
    CHECK(support::traps([&] { static_cast<void>(aead.open(nonce, aad, out, {})); }));
  }
}

TEMPLATE_TEST_CASE("what a sodium AEAD seals it opens, also in place and also when empty", "", Gcm, ChaCha) {
  if (!runs_here<TestType>()) {
    return;
  }
  auto aead = keyed<TestType>();
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{16}, message.size()}) {
    CAPTURE(size);
    const e3::Bytes payload = e3::Bytes{message}.first(size);
    const auto envelope = sealed(aead, {header, extra}, payload);
    support::ByteVector out(size);
    REQUIRE(aead.open(nonce, {header, extra}, envelope, out));
    CHECK(support::same(out, payload));

    auto buffer = joined(payload, support::counting<16>());
    const e3::Bytes in_buffer = e3::Bytes{buffer}.first(size);
    REQUIRE(aead.seal(nonce, {header, extra}, in_buffer, buffer));
    CHECK(buffer == envelope);
    REQUIRE(aead.open(nonce, {header, extra}, buffer, e3::MutableBytes{buffer}.first(size)));
    CHECK(support::same(e3::Bytes{buffer}.first(size), payload));
  }
}

TEMPLATE_TEST_CASE("a sodium AEAD refuses each flipped bit of ciphertext, tag, nonce and associated data", "", Gcm,
                   ChaCha) {
  if (!runs_here<TestType>()) {
    return;
  }
  auto aead = keyed<TestType>();
  const auto envelope = sealed(aead, {header, extra}, message);
  support::ByteVector out(message.size());
  const auto flip = [](auto bytes, std::size_t bit) {
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ (1U << (bit % 8)));
    return bytes;
  };
  for (std::size_t bit = 0; bit < 8 * envelope.size(); ++bit) {
    REQUIRE_FALSE(aead.open(nonce, {header, extra}, flip(envelope, bit), out));
  }
  for (std::size_t bit = 0; bit < 8 * nonce.size(); ++bit) {
    REQUIRE_FALSE(aead.open(flip(nonce, bit), {header, extra}, envelope, out));
  }
  for (std::size_t bit = 0; bit < 8 * header.size(); ++bit) {
    REQUIRE_FALSE(aead.open(nonce, {flip(header, bit), extra}, envelope, out));
  }
  for (std::size_t bit = 0; bit < 8 * extra.size(); ++bit) {
    REQUIRE_FALSE(aead.open(nonce, {header, flip(extra, bit)}, envelope, out));
  }
  CHECK(aead.open(nonce, {header, extra}, envelope, out));
}

TEMPLATE_TEST_CASE("without a key a sodium AEAD neither seals nor opens", "", Gcm, ChaCha) {
  TestType aead;
  CHECK_FALSE(has_key(aead));
  support::ByteVector out(message.size());
  CHECK_FALSE(aead.open(nonce, {header}, by_libsodium(e3::Suite::chacha20_poly1305, header), out));
}

TEMPLATE_TEST_CASE("a key for another suite is refused, and the object then holds none", "", Gcm, ChaCha) {
  if (!runs_here<TestType>()) {
    return;
  }
  auto aead = keyed<TestType>();
  CHECK(aead.rekey(other_suite<TestType>, key).error() == e3::Error::suite_refused);
  CHECK_FALSE(has_key(aead));
  CHECK_FALSE(support::contains(object_bytes(aead), e3::Bytes{key}.first(8)));
}

TEMPLATE_TEST_CASE("a new key takes the place of the old one", "", Gcm, ChaCha) {
  if (!runs_here<TestType>()) {
    return;
  }
  auto aead = keyed<TestType>();
  const auto before = sealed(aead, {header}, message);
  REQUIRE(aead.rekey(suite_of<TestType>, support::counting<32>(0x99)));
  CHECK(sealed(aead, {header}, message) != before);
  REQUIRE(aead.rekey(suite_of<TestType>, key));
  CHECK(sealed(aead, {header}, message) == before);
}

TEMPLATE_TEST_CASE("an object that was moved from holds no key, and its target has it", "", Gcm, ChaCha) {
  if (!runs_here<TestType>()) {
    return;
  }
  auto first = keyed<TestType>();
  const auto expected = sealed(first, {header}, message);

  TestType second{std::move(first)};
  CHECK(sealed(second, {header}, message) == expected);
  CHECK_FALSE(has_key(first));
  CHECK_FALSE(support::contains(object_bytes(first), e3::Bytes{key}.first(8)));

  TestType third;
  third = std::move(second);
  CHECK(sealed(third, {header}, message) == expected);
  CHECK_FALSE(has_key(second));
  CHECK_FALSE(support::contains(object_bytes(second), e3::Bytes{key}.first(8)));

  TestType& same = third;
  third = std::move(same);
  CHECK(sealed(third, {header}, message) == expected);
}

TEST_CASE("the sodium backend has a Kdf for both of its AEADs") {
  STATIC_REQUIRE(e3::KdfFor<e3::Sodium::Kdf, Gcm>);
  STATIC_REQUIRE(e3::KdfFor<e3::Sodium::Kdf, ChaCha>);
  STATIC_REQUIRE(e3::Hmac<e3::Sodium::HmacSha256>);
}

TEST_CASE("an HMAC wipes its state when it goes") {
  alignas(e3::Sodium::HmacSha256) std::array<std::uint8_t, sizeof(e3::Sodium::HmacSha256)> memory{};
  auto* hmac = new (memory.data()) e3::Sodium::HmacSha256{key};
  CHECK_FALSE(support::all_zero(memory));
  hmac->~HmacSha256();
  asm volatile("" : : "r"(memory.data()) : "memory");
  CHECK(support::all_zero(memory));
}

#if E3_TEST_SEES_STACK
namespace {

// Not on the stack, so that only the library's own copies can be found there.
const auto root_bytes = support::counting<32>(0x40);

template <e3::Suite S>
void derive_and_drop() {
  using Root = e3::Root<e3::Side::cloud, e3::Sodium::Kdf>;
  const auto root = Root::from(root_bytes);
  auto opening =
      e3::OpeningKey<e3::Sodium::Aead<S>>::derive(*root, S, e3::DeviceId{support::counting<8>()}, e3::Epoch{1});
  asm volatile("" : : "r"(&opening) : "memory");
}

support::ByteVector from_hex(std::string_view text) {
  support::ByteVector bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string{text.substr(i, 2)}, nullptr, 16)));
  }
  return bytes;
}

support::ByteVector key_of(e3::Suite suite) {
  for (const auto& vector : support::traffic_vectors) {
    if (vector.suite == static_cast<unsigned>(suite) && vector.direction == 0 && vector.epoch == 1 &&
        vector.id_size == 8) {
      return from_hex(vector.key);
    }
  }
  return {};
}

}  // namespace

TEMPLATE_TEST_CASE("setting up a key and dropping it leaves no part of it on the stack", "", Gcm, ChaCha) {
  if (!runs_here<TestType>()) {
    return;
  }
  const auto traffic_key = key_of(suite_of<TestType>);
  REQUIRE(traffic_key.size() == 32);
  support::OwnStack stack;
  stack.run([] { derive_and_drop<suite_of<TestType>>(); });
  for (std::size_t i = 0; i < 32; i += 8) {
    CAPTURE(i);
    CHECK_FALSE(support::contains(stack.bytes(), e3::Bytes{traffic_key}.subspan(i, 8)));
    CHECK_FALSE(support::contains(stack.bytes(), e3::Bytes{root_bytes}.subspan(i, 8)));
  }
}

TEST_CASE("setting up an AES key and dropping an HMAC burn 4 KiB of stack below them") {
  support::OwnStack stack;
  stack.fill(0xA5);
  const auto burned = [&] { return support::contains(stack.bytes(), support::ByteVector(4096, 0)); };
  SECTION("a call that burns nothing") {
    stack.run([] { static_cast<void>(sodium_init() < 0); });
    CHECK_FALSE(burned());
  }
  SECTION("an AES key") {
    if (runs_here<Gcm>()) {
      stack.run([] {
        Gcm aead;
        static_cast<void>(aead.rekey(e3::Suite::aes_256_gcm, key).has_value());
      });
      CHECK(burned());
    }
  }
  SECTION("an HMAC") {
    stack.run([] { const e3::Sodium::HmacSha256 hmac{key}; });
    CHECK(burned());
  }
}

TEST_CASE("libsodium's own key set-up leaves the key on the stack, so the scan would see it") {
  if (!runs_here<Gcm>()) {
    return;
  }
  support::OwnStack stack;
  stack.run([] {
    crypto_aead_aes256gcm_state state;
    crypto_aead_aes256gcm_beforenm(&state, key.data());
    asm volatile("" : : "r"(&state) : "memory");
  });
  CHECK(support::contains(stack.bytes(), e3::Bytes{key}.first(8)));
}
#endif
