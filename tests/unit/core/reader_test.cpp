#include "e3/core/reader.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

TEST_CASE("a reader takes bytes front to back") {
  const auto source = support::counting<5>();
  e3::Reader reader{source};
  CHECK(support::same(reader.take(2), e3::Bytes{source}.first(2)));
  CHECK(reader.position() == 2);
  CHECK(support::same(reader.rest(), e3::Bytes{source}.subspan(2)));
  CHECK(support::same(reader.take(3), e3::Bytes{source}.subspan(2)));
  CHECK(reader.rest().empty());
  CHECK(reader.take(0).empty());
  CHECK_FALSE(reader.failed());
}

TEST_CASE("a number is big-endian and 0 to 4 bytes long") {
  const auto source = support::counting<10>();
  e3::Reader reader{source};
  CHECK(reader.number(0) == 0);
  CHECK(reader.number(1) == 0x01);
  CHECK(reader.number(2) == 0x0203);
  CHECK(reader.number(3) == 0x04'0506);
  CHECK(reader.number(4) == 0x0708'090A);
  CHECK_FALSE(reader.failed());
}

TEST_CASE("a read past the end yields nothing, moves nothing and fails the reader for good") {
  const auto source = support::counting<3>();
  const std::size_t too_much = GENERATE(std::size_t{4}, static_cast<std::size_t>(-1));
  e3::Reader reader{source};
  CHECK(reader.number(1) == 1);
  CHECK(reader.take(too_much).empty());
  CHECK(reader.failed());
  CHECK(reader.position() == 1);
  CHECK(reader.take(2).size() == 2);
  CHECK(reader.failed());
}

TEST_CASE("a number past the end is 0 and fails the reader") {
  const auto source = support::counting<3>();
  e3::Reader reader{source};
  CHECK(reader.number(4) == 0);
  CHECK(reader.failed());
}

TEST_CASE("an empty reader has nothing to give") {
  e3::Reader reader{e3::Bytes{}};
  CHECK(reader.rest().empty());
  CHECK_FALSE(reader.failed());
  CHECK(reader.number(1) == 0);
  CHECK(reader.failed());
}
