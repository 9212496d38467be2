#include "e3/backend/portable/poly1305/double_wide.hpp"

#include "against_libsodium.hpp"
#include "support/catch.hpp"

#if defined(__SIZEOF_INT128__)
using Poly = e3::detail::Poly1305DoubleWide<e3::kernels_here>;

TEST_CASE("Poly1305 by a double-wide multiplier is libsodium's") {
  STATIC_REQUIRE(poly1305::evaluates<Poly>());
  poly1305::agrees_with_libsodium<Poly>();
  CHECK(poly1305::reduces_about_the_modulus<Poly>());
  CHECK(poly1305::carries_through<Poly>());
}
#endif
