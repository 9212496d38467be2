#include "e3/opened.hpp"

#include <type_traits>

#include "support/catch.hpp"

TEST_CASE("only an opener makes a header") {
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<e3::Header>);
  STATIC_REQUIRE_FALSE(
      std::is_constructible_v<e3::Header, e3::DeviceId, e3::Suite, e3::UnverifiedHeader, std::uint32_t>);
  STATIC_REQUIRE(std::is_copy_constructible_v<e3::Header>);
}

TEST_CASE("a job that was not opened says so") {
  const e3::Job job{};
  REQUIRE_FALSE(job.opened);
  CHECK(job.opened.error() == e3::Error::not_attempted);
}

TEST_CASE("an envelope has no associated data and comes from scope 0 unless it is said") {
  const e3::Envelope envelope{.bytes = {}};
  CHECK(envelope.aad.empty());
  CHECK(envelope.from.scope == 0);
}
