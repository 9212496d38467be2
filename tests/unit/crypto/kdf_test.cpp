#include "e3/crypto/kdf.hpp"

#include "e3/backend/sodium.hpp"
#include "support/catch.hpp"
#include "support/fake_aead.hpp"

namespace {

using Real = e3::Sodium::Kdf;

/// A Kdf that has all functions and can be copied.
struct Copyable {
  static e3::Result<Copyable> extract(e3::Bytes, e3::Bytes) noexcept { return Copyable{}; }
  e3::Result<void> expand(e3::Bytes, e3::MutableBytes) const noexcept { return {}; }
  template <class A>
  e3::Result<void> expand_key(e3::Bytes, e3::Suite, A&, e3::MutableBytes) const noexcept {
    return {};
  }
};

struct WithoutExpandKey {
  WithoutExpandKey(WithoutExpandKey&&) = default;
  WithoutExpandKey& operator=(WithoutExpandKey&&) = default;
  static e3::Result<WithoutExpandKey> extract(e3::Bytes, e3::Bytes) noexcept { return e3::Error::backend_failed; }
  e3::Result<void> expand(e3::Bytes, e3::MutableBytes) const noexcept { return {}; }
};

}  // namespace

TEST_CASE("a Kdf extracts, expands and sets up keys, and has one owner") {
  STATIC_REQUIRE(e3::KdfFor<Real, e3::Sodium::Aes256Gcm>);
  STATIC_REQUIRE(e3::KdfFor<Real, support::RecordingAead>);
  STATIC_REQUIRE(e3::explain_kdf<Real, e3::Sodium::ChaCha20Poly1305>());
  STATIC_REQUIRE_FALSE(e3::KdfFor<Copyable, support::RecordingAead>);
  STATIC_REQUIRE_FALSE(e3::KdfFor<WithoutExpandKey, support::RecordingAead>);
}
