#include "e3/backend/portable/aes256/sbox.hpp"

#include <cstdint>

#include "support/catch.hpp"
#include "support/sbox_oracle.hpp"

using e3::detail::AesSlices;

static_assert(support::sbox_by_definition(0x53) == 0xED, "the example of FIPS 197");

TEST_CASE("the S-box as a circuit is that of FIPS 197 for every byte") {
  CHECK(support::wrong_sbox_bytes([](AesSlices& slices) { e3::detail::substitute(slices); }) == 0);
}

TEST_CASE("a wrong gate of the S-box shows") {
  CHECK(support::wrong_sbox_bytes([](AesSlices& slices) {
          const std::uint32_t all = slices[0] & slices[1] & slices[2] & slices[3] & slices[4] & slices[5] & slices[6];
          e3::detail::substitute(slices);
          slices[7] ^= all;
        }) == 2);
}
