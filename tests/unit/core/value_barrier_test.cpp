#include "e3/core/value_barrier.hpp"

#include <cstdint>
#include <limits>

#include "support/catch.hpp"

TEST_CASE("a value barrier returns its argument") {
  STATIC_REQUIRE(e3::value_barrier(std::uint32_t{5}) == 5);
  CHECK(e3::value_barrier(std::uint8_t{0xA5}) == 0xA5);
  CHECK(e3::value_barrier(std::numeric_limits<std::uint64_t>::max()) == std::numeric_limits<std::uint64_t>::max());
}
