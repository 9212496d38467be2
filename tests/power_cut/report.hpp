#pragma once

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string_view>

#include "power_cut/campaign.hpp"
#include "power_cut/findings.hpp"
#include "support/catch.hpp"

namespace power_cut {

/// A usual run tries each so-manieth of the last cuts; the larger the campaign's scale, the fewer are left out.
[[nodiscard]] constexpr unsigned thinned(unsigned thinning) noexcept {
  return std::max(1U, thinning / E3_CAMPAIGN_SCALE) * E3_POWER_CUT_THINNING;
}

/// Runs campaigns, prints what each tried, and checks that none found anything.
class Report {
 public:
  Report() noexcept {
    std::printf("%-32s", "");
    for (const auto kind : kinds) {
      std::printf(" %11s", short_name(kind));
    }
    std::printf(" %11s\n", "cuts in all");
  }

  /// Every kind of event, for a world, `depth` cuts deep.
  template <class World>
  void run(const char* workload, const World& world, Findings& findings, unsigned thinning, unsigned depth = 3) {
    Row row{};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      const Kind kind = kinds[i];
      const auto counts = Campaign<World>{kind, findings}.run(world, thinned(thinning), depth);
      INFO("workload: " << workload << ", kind: " << short_name(kind) << ", found: " << findings.text());
      CHECK(findings.total() == 0);
      row.ways[i] = is_cut(kind) ? counts.cuts : counts.faults;
      row.cuts += counts.cuts;
    }
    print(workload, row);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      sum_.ways[i] += row.ways[i];
    }
    sum_.cuts += row.cuts;
  }

  /// Prints the sums and requires as many.
  void require_at_least(std::uint64_t cuts, std::uint64_t each) const {
    print("all", sum_);
    if (E3_POWER_CUT_THINNING > 1) {
      return;
    }
    REQUIRE(sum_.cuts >= cuts);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      INFO("kind: " << short_name(kinds[i]));
      REQUIRE(sum_.ways[i] >= each);
    }
  }

 private:
  struct Row {
    std::array<std::uint64_t, kinds.size()> ways{};
    std::uint64_t cuts = 0;
  };

  static void print(const char* name, const Row& row) {
    std::printf("%-32s", name);
    for (const auto ways : row.ways) {
      std::printf(" %11" PRIu64, ways);
    }
    std::printf(" %11" PRIu64 "\n", row.cuts);
    std::fflush(stdout);
  }

  Row sum_{};
};

}  // namespace power_cut
