#include "e3/crypto/aead.hpp"

#include "e3/backend/sodium.hpp"
#include "e3/wire/compact.hpp"
#include "e3/wire/standard.hpp"
#include "support/catch.hpp"
#include "support/fake_aead.hpp"

// Not unnamed: there clang warns about what no concept comes to read.
namespace aead_test {

struct Copyable {
  static constexpr bool constant_time = true;
  e3::Result<void> rekey(e3::Suite, e3::FixedBytes<32>) noexcept { return {}; }
  bool seal(e3::FixedBytes<12>, e3::Aad, e3::Bytes, e3::MutableBytes) noexcept { return false; }
  bool open(e3::FixedBytes<12>, e3::Aad, e3::Bytes, e3::MutableBytes) noexcept { return false; }
};

struct MoveOnly {
  MoveOnly() = default;
  MoveOnly(MoveOnly&&) = default;
  MoveOnly& operator=(MoveOnly&&) = default;
};

struct WithoutOpen : MoveOnly {
  static constexpr bool constant_time = true;
  e3::Result<void> rekey(e3::Suite, e3::FixedBytes<32>) noexcept { return {}; }
  bool seal(e3::FixedBytes<12>, e3::Aad, e3::Bytes, e3::MutableBytes) noexcept { return false; }
};

struct Throwing : MoveOnly {
  static constexpr bool constant_time = true;
  e3::Result<void> rekey(e3::Suite, e3::FixedBytes<32>) { return {}; }
  bool seal(e3::FixedBytes<12>, e3::Aad, e3::Bytes, e3::MutableBytes) noexcept { return false; }
  bool open(e3::FixedBytes<12>, e3::Aad, e3::Bytes, e3::MutableBytes) noexcept { return false; }
};

struct WithoutDeclaration : MoveOnly {
  e3::Result<void> rekey(e3::Suite, e3::FixedBytes<32>) noexcept { return {}; }
  bool seal(e3::FixedBytes<12>, e3::Aad, e3::Bytes, e3::MutableBytes) noexcept { return false; }
  bool open(e3::FixedBytes<12>, e3::Aad, e3::Bytes, e3::MutableBytes) noexcept { return false; }
};

}  // namespace aead_test

TEST_CASE("an Aead has one owner, three functions that do not throw, and says whether it is constant-time") {
  STATIC_REQUIRE(e3::Aead<e3::Sodium::Aes256Gcm>);
  STATIC_REQUIRE(e3::Aead<support::RecordingAead>);
  STATIC_REQUIRE(e3::explain_aead<support::RecordingAead>());
  STATIC_REQUIRE_FALSE(e3::Aead<aead_test::Copyable>);
  STATIC_REQUIRE_FALSE(e3::Aead<aead_test::WithoutOpen>);
  STATIC_REQUIRE_FALSE(e3::Aead<aead_test::Throwing>);
  STATIC_REQUIRE_FALSE(e3::Aead<aead_test::WithoutDeclaration>);
}

TEST_CASE("the largest header is the standard one with a 16-byte ID and a commitment") {
  STATIC_REQUIRE(e3::max_header_size == e3::Standard<16, e3::Commitment::required>::max_header_size);
  STATIC_REQUIRE(e3::max_header_size >= e3::Compact<16>::max_header_size);
  STATIC_REQUIRE(e3::max_aad_size == 76 + 128);
}
