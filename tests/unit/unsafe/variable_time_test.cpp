#include "e3/unsafe/variable_time.hpp"

#include "support/catch.hpp"
#include "support/ends.hpp"

namespace {

struct Slow {
  template <e3::Suite S>
  struct Aead : e3::Sodium::Aead<S> {
    static constexpr bool constant_time = false;
  };
  using Kdf = e3::Sodium::Kdf;
};

}  // namespace

TEST_CASE("a backend that is not constant-time is usable only by this name, and does the same") {
  using Wrapped = e3::unsafe::VariableTime<Slow>;
  STATIC_REQUIRE_FALSE(Slow::Aead<e3::Suite::chacha20_poly1305>::constant_time);
  STATIC_REQUIRE(Wrapped::Aead<e3::Suite::chacha20_poly1305>::constant_time);
  STATIC_REQUIRE(e3::Aead<Wrapped::Aead<e3::Suite::chacha20_poly1305>>);

  using Profile = e3::ChaCha20Poly1305<Wrapped, e3::Compact<8>>;
  const auto payload = support::counting<5>();
  CHECK(support::Sender<Profile>{}.seal(payload) == support::Sender<support::CompactChaCha>{}.seal(payload));
}
