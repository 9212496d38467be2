#include "e3/core/side.hpp"

#include "support/catch.hpp"

using e3::Direction;
using e3::Side;

TEST_CASE("what one side seals the other opens") {
  STATIC_REQUIRE(e3::sealed_by(Side::device) == Direction::device_to_cloud);
  STATIC_REQUIRE(e3::opened_by(Side::cloud) == Direction::device_to_cloud);
  STATIC_REQUIRE(e3::sealed_by(Side::cloud) == Direction::cloud_to_device);
  STATIC_REQUIRE(e3::opened_by(Side::device) == Direction::cloud_to_device);
}

TEST_CASE("a direction has its number in the key schedule") {
  STATIC_REQUIRE(static_cast<int>(Direction::device_to_cloud) == 0);
  STATIC_REQUIRE(static_cast<int>(Direction::cloud_to_device) == 1);
}
