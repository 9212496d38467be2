#include "e3/backend/portable/aes256/sbox_thumb_2.hpp"

#include "support/catch.hpp"
#include "support/sbox_oracle.hpp"

// On other machines there is nothing to run.
#if defined(__thumb2__) && (defined(__GNUC__) || defined(__clang__))

TEST_CASE("the S-box in assembly of ARMv7-M is that of FIPS 197 for every byte") {
  CHECK(support::wrong_sbox_bytes([](e3::detail::AesSlices& slices) { e3::detail::substitute_by_thumb_2(slices); }) ==
        0);
}

#endif
