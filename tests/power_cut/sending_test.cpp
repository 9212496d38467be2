#include "power_cut/sending.hpp"

#include <array>
#include <cstddef>

#include "power_cut/findings.hpp"
#include "power_cut/product.hpp"
#include "power_cut/report.hpp"
#include "support/catch.hpp"

namespace {

using enum power_cut::Step;
using power_cut::Product;
using power_cut::Ratcheting;
using power_cut::Report;
using power_cut::Step;

template <class Setup, std::size_t N>
void send(Report& report, const char* workload, const std::array<Step, N>& script, unsigned thinning = 1,
          unsigned depth = 3) {
  power_cut::Findings findings;
  report.run(workload, power_cut::Sending<Setup>{script, findings}, findings, thinning, depth);
}

}  // namespace

TEST_CASE("a sender repeats no counter, skips two strides per cut at most, and goes on, wherever its power is cut") {
  Report report;
  send<Product<1>>(report, "seal, stride 1", std::array{seal, seal});
  send<Product<2>>(report, "seal, stride 2", std::array{seal, seal, seal, seal, seal}, 8);
  send<Product<2, 64>>(report, "seal, page of 2 records", std::array{seal, seal, seal}, 16);
  send<Product<7>>(report, "seal, stride 7", std::array{seal, seal, seal, seal, seal, seal, seal, seal}, 4);
  send<Product<8, 64>>(report, "refill, page of 2 records", std::array{seal, refill, seal, refill}, 64);
  send<Product<4>>(report, "refill", std::array{seal, refill, seal, seal, seal, seal}, 4);
  send<Product<4>>(report, "sleep and resume", std::array{seal, deep_sleep, seal, crash, seal, deep_sleep, seal}, 4);
  send<Product<4>>(report, "sleep with a block ahead",
                   std::array{seal, refill, deep_sleep, seal, refill, deep_sleep, seal, refill}, 8);
  send<Product<4>>(report, "wake in garbage", std::array{seal, wake_in_garbage, seal, deep_sleep, seal}, 4);
  send<Product<4>>(report, "sleep, wake elsewhere", std::array{seal, wake_elsewhere, seal, crash, seal}, 4);
  send<Product<2>>(report, "next epoch", std::array{seal, next_epoch, seal}, 16);
  send<Product<8>>(report, "refill, next epoch", std::array{seal, refill, next_epoch, seal}, 64);
  send<Product<2>>(report, "old sealer in the next epoch", std::array{old_sealer_goes_on, seal}, 16);
  send<Product<2>>(report, "provision anew", std::array{provision, seal}, 16);
  send<Product<2>>(report, "provision anew, page full", std::array{seal, seal, seal, seal, seal, provision}, 64);
  send<Product<8>>(report, "refill, provision anew", std::array{seal, refill, provision, seal}, 64);
  send<Product<4>>(report, "decayed record", std::array{seal, decay, seal}, 4);
  send<Product<2, 64>>(report, "decayed record, full page", std::array{seal, seal, seal, decay, seal}, 64);
  send<Product<4, 128, 2>>(report, "decayed record, lower stride", std::array{seal, seal, update, seal}, 4);
  send<Ratcheting<2>>(report, "ratchet", std::array{next_epoch, seal}, 512);
  send<Ratcheting<2>>(report, "ratchet twice", std::array{next_epoch, next_epoch}, 8, 2);
  send<Ratcheting<2>>(report, "ratchet, provision anew", std::array{next_epoch, provision, seal}, 8, 2);
  report.require_at_least(4'000'000, 100'000);
}
