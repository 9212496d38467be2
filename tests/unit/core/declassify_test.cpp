#include "e3/core/declassify.hpp"

#include <cstdint>

#include "support/catch.hpp"

TEST_CASE("declassifying gives the same value, also in a constant expression") {
  STATIC_REQUIRE(e3::declassify(std::uint32_t{7}) == 7);
  CHECK(e3::declassify(std::uint64_t{1} << 63) == std::uint64_t{1} << 63);
}
