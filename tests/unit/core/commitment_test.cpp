#include "e3/core/commitment.hpp"

#include "support/catch.hpp"

TEST_CASE("a commitment has 32 bytes and is absent unless it is asked for") {
  STATIC_REQUIRE(e3::commitment_size == 32);
  STATIC_REQUIRE(e3::CommitmentValue{}.size() == e3::commitment_size);
  STATIC_REQUIRE(e3::Commitment{} == e3::Commitment::absent);
}
