#include "e3/peers/source.hpp"

#include "support/catch.hpp"

TEST_CASE("a source that nobody describes is scope 0 and tells no device") {
  const e3::Source source;
  CHECK(source.scope == 0);
  CHECK(source.link == 0);
  CHECK(source.address.size() == 0);
}
