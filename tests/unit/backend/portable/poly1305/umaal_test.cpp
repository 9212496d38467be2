#include "e3/backend/portable/poly1305/umaal.hpp"

#include "against_libsodium.hpp"
#include "e3/backend/portable/poly1305/wide.hpp"
#include "support/catch.hpp"

// Runs on 32-bit Arm with the instruction; Cortex-M is emulated by bench/target.

TEST_CASE("Poly1305 by UMAAL in assembly is libsodium's, where the machine has it") {
#if defined(__thumb2__) && defined(__ARM_FEATURE_DSP)
  STATIC_REQUIRE(e3::kernels_here.umaal && e3::kernels_here.assembly == e3::Assembly::thumb_2);
#endif
  if constexpr (e3::kernels_here.umaal) {
    poly1305::agrees_with_libsodium<e3::detail::Poly1305Wide<e3::kernels_here>>();
    CHECK(poly1305::carries_through<e3::detail::Poly1305Wide<e3::kernels_here>>());
  }
}
