#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "e3/e3.hpp"
#include "play.hpp"
#include "rows.hpp"
#include "support/catch.hpp"

// All backends seal the same bytes and refuse the same bytes with the same error.

namespace {

using backends::Case;
using backends::Played;
using backends::Rows;

constexpr std::uint64_t cases = 102'000 * E3_CAMPAIGN_SCALE;

/// Plays a case on every backend and requires the first one's answers of all.
template <e3::Suite S, class Codec>
Played same_on_all(const Case& given) {
  const Played first = backends::play<typename std::tuple_element_t<0, Rows>::Backend, S, Codec>(given);
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    const auto check = [&]<class Row>(std::type_identity<Row>) {
      if (!(backends::play<typename Row::Backend, S, Codec>(given) == first)) {
        FAIL("case " << given.seed << " on " << Row::name << " is not what it is on the first backend");
      }
    };
    (check(std::type_identity<std::tuple_element_t<i + 1, Rows>>{}), ...);
  }(std::make_index_sequence<std::tuple_size_v<Rows> - 1>{});
  return first;
}

Played same_on_all(const Case& given) {
  using e3::Commitment;
  using e3::Suite;
  switch (given.seed % 6) {
    case 0:
      return same_on_all<Suite::aes_256_gcm, e3::Compact<8>>(given);
    case 1:
      return same_on_all<Suite::aes_256_gcm, e3::Standard<8>>(given);
    case 2:
      return same_on_all<Suite::aes_256_gcm, e3::Standard<8, Commitment::required>>(given);
    case 3:
      return same_on_all<Suite::chacha20_poly1305, e3::Compact<8>>(given);
    case 4:
      return same_on_all<Suite::chacha20_poly1305, e3::Standard<8>>(given);
    default:
      return same_on_all<Suite::chacha20_poly1305, e3::Standard<8, Commitment::required>>(given);
  }
}

}  // namespace

TEST_CASE("all backends seal the same envelopes and refuse the same inputs with the same errors") {
  REQUIRE(std::tuple_size_v<Rows> > 1);
  std::map<std::string, std::uint64_t> said;
  for (std::uint64_t number = 0; number < cases; ++number) {
    const Played played = same_on_all(Case{number});
    ++said[played.sealed.error ? e3::to_string(*played.sealed.error) : "sealed"];
    for (const auto& answer : played.opened) {
      ++said[answer.error ? e3::to_string(*answer.error) : "opened"];
    }
  }
  std::printf("%llu cases on %zu backends, each the same on all:\n", static_cast<unsigned long long>(cases),
              std::tuple_size_v<Rows>);
  for (const auto& [what, count] : said) {
    std::printf("  %8llu  %s\n", static_cast<unsigned long long>(count), what.c_str());
  }
  CHECK(said["sealed"] >= 80'000);
  CHECK(said["opened"] >= 80'000);
  CHECK(said[e3::to_string(e3::Error::not_authentic)] >= 100'000);
  CHECK(said[e3::to_string(e3::Error::replayed)] >= 50'000);
  CHECK(said[e3::to_string(e3::Error::output_too_small)] >= 50'000);
  CHECK(said[e3::to_string(e3::Error::malformed)] >= 50'000);
}
