#include "e3/backend/portable/ghash/double_wide.hpp"

#include "support/catch.hpp"
#include "support/ghash_oracle.hpp"

#if defined(__SIZEOF_INT128__)

using e3::detail::DoubleWideGhash;

static_assert(support::wrong_products<DoubleWideGhash>(3) == 0);

TEST_CASE("the double-wide kernel of GHASH multiplies as SP 800-38D does") {
  CHECK(support::wrong_products<DoubleWideGhash>(2000) == 0);
}

TEST_CASE("a lost carry in the double-wide kernel of GHASH shows") {
  CHECK(support::wrong_products<support::FaultyGhash<DoubleWideGhash>>(2000) > 0);
}

#endif
