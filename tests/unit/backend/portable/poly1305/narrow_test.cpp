#include "e3/backend/portable/poly1305/narrow.hpp"

#include "../machines.hpp"
#include "against_libsodium.hpp"
#include "support/catch.hpp"

using Fast = e3::detail::Poly1305Narrow<machines::narrow>;
using Tiny = e3::detail::Poly1305Narrow<machines::narrow_tiny>;

TEMPLATE_TEST_CASE("Poly1305 by a narrow multiplier is libsodium's", "", Fast, Tiny) {
  STATIC_REQUIRE(poly1305::evaluates<TestType>());
  poly1305::agrees_with_libsodium<TestType>();
  CHECK(poly1305::reduces_about_the_modulus<TestType>());
  CHECK(poly1305::carries_through<TestType>());
}
