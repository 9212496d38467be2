#include <array>
#include <cinttypes>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "e3/testing/faulty_flash.hpp"
#include "power_cut/findings.hpp"
#include "power_cut/product.hpp"
#include "power_cut/receiving.hpp"
#include "power_cut/sending.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

namespace {

using e3::testing::FlashFault;
using e3::testing::Tear;
using power_cut::Event;
using power_cut::Findings;
using power_cut::Product;
using power_cut::Ratcheting;
using power_cut::Step;

constexpr unsigned devices = 10'000 * E3_CAMPAIGN_SCALE / E3_POWER_CUT_THINNING;

// What is there more often is drawn more often.
constexpr std::array steps{Step::seal,       Step::seal,       Step::seal,
                           Step::seal,       Step::refill,     Step::refill,
                           Step::deep_sleep, Step::deep_sleep, Step::wake_in_garbage,
                           Step::crash,      Step::next_epoch, Step::old_sealer_goes_on,
                           Step::provision};
// What costs no counters by itself, and decay, which may alone.
constexpr std::array told_steps{Step::seal,       Step::seal,      Step::seal,   Step::seal,
                                Step::seal,       Step::refill,    Step::refill, Step::deep_sleep,
                                Step::next_epoch, Step::provision, Step::decay};
constexpr std::array events{Event::message, Event::message,    Event::message,  Event::late_message, Event::jump,
                            Event::crash,   Event::next_epoch, Event::shutdown, Event::provision};

constexpr std::array tears{Tear::clean, Tear::half, Tear::unreadable};
constexpr std::array faults{FlashFault::lost, FlashFault::stale, FlashFault::refused, FlashFault::unsure};

/// A device with a script drawn at random, of whose boots most end in a cut and, `with_faults`, half meet a fault besides.
/// Returns how many cuts it met.
template <class World, class Item, std::size_t N>
// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): one caller, which has them of these names.
std::uint64_t live(const std::array<Item, N>& items, std::size_t script_size, bool with_faults, std::uint64_t seed) {
  support::Random random{seed};
  std::vector<Item> script(script_size);
  for (auto& item : script) {
    item = items.at(random.index(N));
  }
  std::uint64_t cuts = 0;
  Findings findings;
  World world{script, findings};
  for (int boot = 0; boot < 20 && !world.finished(); ++boot) {
    world.flash().power_on();
    // One draw per statement: which argument of a call is drawn first is the compiler's choice.
    if (random.below(4) != 0) {
      const std::uint64_t step = 1 + random.below(200);
      world.flash().cut_at(step, tears.at(random.index(tears.size())));
    }
    if (with_faults && random.coin()) {
      const std::uint64_t operation = 1 + random.below(6);
      world.flash().fault_at(operation, faults.at(random.index(faults.size())));
      world.mishap();
    }
    world.run();
    if (!world.flash().powered()) {
      world.power_lost();
      ++cuts;
    }
  }
  world.flash().power_on();
  world.run();
  CAPTURE(seed, findings.text());
  CHECK(world.finished());
  CHECK(findings.total() == 0);
  return cuts;
}

template <class World, class Item, std::size_t N>
std::uint64_t live_all(const char* what, const std::array<Item, N>& items, std::size_t script_size, bool with_faults) {
  std::uint64_t cuts = 0;
  for (std::uint64_t seed = 0; seed < devices; ++seed) {
    cuts += live<World>(items, script_size, with_faults, seed);
  }
  std::printf("random scripts, %s: %" PRIu64 " cuts\n", what, cuts);
  return cuts;
}

}  // namespace

TEST_CASE("senders with random scripts, cuts and faults repeat no counter and go on") {
  std::uint64_t cuts =
      live_all<power_cut::Sending<Product<3, 64>>>("cuts and faults, pages of 2 records", steps, 24, true);
  cuts += live_all<power_cut::Sending<Product<4>>>("cuts and faults, pages of 4 records", steps, 24, true);
  cuts += live_all<power_cut::Sending<Ratcheting<2>>>("cuts and faults, with a ratchet", steps, 10, true);
  REQUIRE(cuts >= 8 * std::uint64_t{devices});
}

TEST_CASE("senders with random scripts, whose power is cut up to 20 times, skip two strides per cut at most") {
  std::uint64_t cuts =
      live_all<power_cut::Sending<Product<8, 64>>>("cuts alone, pages of 2 records", told_steps, 20, false);
  cuts += live_all<power_cut::Sending<Product<16>>>("cuts alone, pages of 4 records", told_steps, 20, false);
  REQUIRE(cuts >= 4 * std::uint64_t{devices});
}

TEST_CASE("receivers with random scripts, cuts and faults accept nothing twice and go on") {
  const auto cuts = live_all<power_cut::Receiving<2>>("cuts and faults, receivers", events, 12, true);
  REQUIRE(cuts >= 2 * std::uint64_t{devices});
}
