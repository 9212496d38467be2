#include "e3/backend/portable/ghash/wide.hpp"

#include "support/catch.hpp"
#include "support/ghash_oracle.hpp"

using e3::detail::WideGhash;

static_assert(support::wrong_products<WideGhash>(3) == 0);

TEST_CASE("the wide kernel of GHASH multiplies as SP 800-38D does") {
  CHECK(support::wrong_products<WideGhash>(2000) == 0);
}

TEST_CASE("a lost carry in the wide kernel of GHASH shows") {
  CHECK(support::wrong_products<support::FaultyGhash<WideGhash>>(2000) > 0);
}
