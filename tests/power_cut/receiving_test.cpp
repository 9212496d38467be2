#include "power_cut/receiving.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "power_cut/findings.hpp"
#include "power_cut/report.hpp"
#include "support/catch.hpp"

namespace {

using enum power_cut::Event;
using power_cut::Event;
using power_cut::Report;

template <std::uint32_t Lease, std::size_t N>
void receive(Report& report, const char* workload, const std::array<Event, N>& script, unsigned thinning = 1,
             unsigned depth = 3) {
  power_cut::Findings findings;
  report.run(workload, power_cut::Receiving<Lease>{script, findings}, findings, thinning, depth);
}

}  // namespace

TEST_CASE("a receiver with a ceiling accepts nothing twice, and a cut costs it no more than its lease") {
  Report report;
  receive<1>(report, "messages, lease 1", std::array{message, message}, 64);
  receive<2>(report, "messages, lease 2", std::array{message, message, message, message, message}, 64);
  receive<2>(report, "late message", std::array{message, late_message, message, crash, message}, 64);
  receive<2>(report, "jump", std::array{message, jump, message}, 64);
  receive<2>(report, "decayed record", std::array{message, message, message, decay, message}, 64);
  receive<2>(report, "next epoch", std::array{message, next_epoch, message}, 64);
  receive<2>(report, "clean shutdown",
             std::array{message, shutdown, message, shutdown, message, crash, message, message, message, message}, 2,
             2);
  receive<2>(report, "provision anew", std::array{message, message, provision, message}, 64);
  report.require_at_least(800'000, 10'000);
}
