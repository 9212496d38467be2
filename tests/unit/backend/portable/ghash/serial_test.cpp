#include "e3/backend/portable/ghash/serial.hpp"

#include "support/catch.hpp"
#include "support/ghash_oracle.hpp"

using e3::detail::SerialGhash;

static_assert(support::wrong_products<SerialGhash>(3) == 0);

TEST_CASE("the serial kernel of GHASH multiplies as SP 800-38D does") {
  CHECK(support::wrong_products<SerialGhash>(2000) == 0);
}

TEST_CASE("a lost carry in the serial kernel of GHASH shows") {
  CHECK(support::wrong_products<support::FaultyGhash<SerialGhash>>(2000) > 0);
}
