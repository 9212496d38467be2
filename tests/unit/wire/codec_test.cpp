#include "e3/wire/codec.hpp"

#include "e3/wire/compact.hpp"
#include "e3/wire/standard.hpp"
#include "support/catch.hpp"

namespace {

struct WithoutWrite {
  static constexpr std::size_t max_header_size = 1;
  static constexpr std::size_t address_size = 0;
  static constexpr e3::Commitment commitment = e3::Commitment::absent;
  static std::size_t header_size(e3::Epoch, e3::Counter, std::uint32_t) noexcept { return 1; }
};

}  // namespace

TEST_CASE("standard and compact are codecs, and nothing that lacks a function is") {
  STATIC_REQUIRE(e3::HeaderCodec<e3::Standard<1>>);
  STATIC_REQUIRE(e3::HeaderCodec<e3::Standard<16, e3::Commitment::required>>);
  STATIC_REQUIRE(e3::HeaderCodec<e3::Compact<0>>);
  STATIC_REQUIRE(e3::HeaderCodec<e3::Compact<16>>);
  STATIC_REQUIRE(e3::explain_codec<e3::Compact<8>>());
  STATIC_REQUIRE_FALSE(e3::HeaderCodec<WithoutWrite>);
  STATIC_REQUIRE_FALSE(e3::HeaderCodec<int>);
}
