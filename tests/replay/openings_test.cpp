#include "openings.hpp"

#include <span>

#include "support/catch.hpp"

using replay::HonestPeers;
using replay::judge_openings;

namespace {

/// Peers that have every envelope of an open epoch accepted before it is authenticated.
struct MovesTooEarly : HonestPeers {
  using HonestPeers::HonestPeers;

  e3::Result<e3::PeerHandle> find(const e3::UnverifiedHeader& header, const e3::Source& source) noexcept {
    const auto handle = HonestPeers::find(header, source);
    if (handle) {
      claim = {.device = at(*handle).identity().device, .epoch = header.epoch, .counter = header.counter};
      static_cast<void>(HonestPeers::accept({&claim, 1}).has_value());
    }
    return handle;
  }
  e3::Result<void> accept(std::span<e3::Claim> claims) const noexcept {
    claims[0].verdict = claim.verdict;
    claims[0].gap = claim.gap;
    return {};
  }

  e3::Claim claim;
};

}  // namespace

TEST_CASE("200,000 envelopes, half of them forged, open as a set of all accepted counters says") {
  const auto tally = judge_openings<HonestPeers>(std::size_t{200'000} * E3_CAMPAIGN_SCALE);
  tally.genuine.print("openings, window of 64");
  std::printf("%-28s %11" PRIu64 " forged\n", "", tally.forged);
  CHECK(tally.genuine.wrong == 0);
  CHECK(tally.forged_wrong == 0);
  for (const auto count : {tally.genuine.accepted, tally.genuine.replayed, tally.genuine.too_old, tally.forged}) {
    CHECK(count >= std::uint64_t{10'000} * E3_CAMPAIGN_SCALE);
  }
}

TEST_CASE("the campaign finds an opener whose window is updated before authentication") {
  const auto tally = judge_openings<MovesTooEarly>(5'000);
  CHECK(tally.genuine.wrong > 0);
  CHECK(tally.forged_wrong == 0);
}
