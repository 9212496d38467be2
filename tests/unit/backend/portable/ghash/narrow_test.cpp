#include "e3/backend/portable/ghash/narrow.hpp"

#include "support/catch.hpp"
#include "support/ghash_oracle.hpp"

using NarrowGhash = e3::detail::NarrowGhash<>;

static_assert(support::wrong_products<NarrowGhash>(3) == 0);

TEST_CASE("the narrow kernel of GHASH multiplies as SP 800-38D does") {
  CHECK(support::wrong_products<NarrowGhash>(2000) == 0);
}

TEST_CASE("a lost carry in the narrow kernel of GHASH shows") {
  CHECK(support::wrong_products<support::FaultyGhash<NarrowGhash>>(2000) > 0);
}
