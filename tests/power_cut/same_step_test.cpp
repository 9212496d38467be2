#include <array>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "e3/testing/faulty_flash.hpp"
#include "power_cut/findings.hpp"
#include "power_cut/product.hpp"
#include "power_cut/receiving.hpp"
#include "power_cut/sending.hpp"
#include "support/catch.hpp"

namespace {

using e3::testing::Tear;
using power_cut::Event;
using power_cut::Findings;
using power_cut::Product;
using power_cut::Ratcheting;
using power_cut::Step;

constexpr std::uint64_t seals_cut = 70'000 / E3_POWER_CUT_THINNING;

/// A device whose power goes up to `count` times in a row at the same step after its boot, and then stays. Returns how
/// many of those cuts it met.
template <class World>
// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): where, then how often, as in the next one.
std::uint64_t cut_at_same(World& world, std::uint64_t step, std::uint64_t count, Tear tear) {
  std::uint64_t cuts = 0;
  for (std::uint64_t i = 0; i < count && !world.finished(); ++i) {
    world.flash().power_on();
    world.flash().cut_at(step, tear);
    world.run();
    if (!world.flash().powered()) {
      world.power_lost();
      ++cuts;
    }
  }
  world.flash().power_on();
  world.run();
  return cuts;
}

/// The same for each of the steps, torn in turns.
template <class World, class Script>
// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): how many steps, then how often at each.
std::uint64_t cut_at_each(std::uint64_t steps, std::uint64_t count, const Script& script) {
  std::uint64_t cuts = 0;
  for (std::uint64_t step = 1; step <= steps; ++step) {
    Findings findings;
    World world{script, findings};
    cuts += cut_at_same(world, step, count, step % 2 == 0 ? Tear::clean : Tear::half);
    CAPTURE(step, findings.text());
    CHECK(world.finished());
    CHECK(findings.total() == 0);
  }
  return cuts;
}

void print(const char* where, std::uint64_t cuts) {
  std::printf("cuts in a row at the same step of %s: %" PRIu64 "\n", where, cuts);
}

}  // namespace

TEST_CASE("70,000 cuts in a row at the same step of a reservation leave a device that boots and repeats nothing") {
  // Erasing a page of 64 bytes takes 5 steps, and each of the two records that it holds 33.
  constexpr std::uint64_t steps = 5 + 2 * 33;
  const std::vector<Step> seals(2 * seals_cut + 16, Step::seal);
  const auto cuts = cut_at_each<power_cut::Sending<Product<2, 64>>>(steps, seals_cut, seals);
  print("a reservation", cuts);
  REQUIRE(cuts == steps * seals_cut);
}

TEST_CASE("cuts in a row at the same step of a ratchet step, or of provisioning, leave a device that has its root") {
  std::uint64_t cuts = 0;
  for (const Step longer : {Step::next_epoch, Step::provision}) {
    cuts += cut_at_each<power_cut::Sending<Ratcheting<2>>>(300, 20, std::array{longer, Step::seal});
  }
  print("a ratchet step or provisioning", cuts);
  REQUIRE(cuts >= 2'000);
}

TEST_CASE("cuts in a row at the same step of a receiver's save leave a receiver that accepts nothing twice") {
  constexpr std::array script{Event::message,  Event::message, Event::next_epoch, Event::message,
                              Event::shutdown, Event::message, Event::message};
  const auto cuts = cut_at_each<power_cut::Receiving<2>>(150, 40, script);
  print("a receiver", cuts);
  REQUIRE(cuts >= 2'000);
}
