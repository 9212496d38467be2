#include "e3/replay/claim.hpp"

#include "support/catch.hpp"

TEST_CASE("a claim starts unknown, without a gap, and asks for no move") {
  const e3::Claim claim;
  CHECK(claim.verdict == e3::Verdict::unknown);
  CHECK(claim.gap == e3::Gap{});
  CHECK(claim.move == e3::EpochMove::stay);
  CHECK(claim.boot_salt == 0);
  CHECK(claim.payload.empty());
}
