#include "e3/backend/portable/poly1305.hpp"

#include <type_traits>

#include "machines.hpp"
#include "support/catch.hpp"

TEST_CASE("each multiplier has its Poly1305") {
  STATIC_REQUIRE(std::is_same_v<e3::detail::Poly1305<machines::narrow>, e3::detail::Poly1305Narrow<machines::narrow>>);
  STATIC_REQUIRE(
      std::is_same_v<e3::detail::Poly1305<machines::wide_tiny>, e3::detail::Poly1305Wide<machines::wide_tiny>>);
#if defined(__SIZEOF_INT128__)
  STATIC_REQUIRE(
      std::is_same_v<e3::detail::Poly1305<e3::kernels_here>, e3::detail::Poly1305DoubleWide<e3::kernels_here>>);
#endif
}
