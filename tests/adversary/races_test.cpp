#include "races.hpp"

#include <atomic>
#include <thread>
#include <vector>

#include "e3/unsafe/accept_any_replay.hpp"
#include "support/catch.hpp"

using adversary::must;
using adversary::race;
using adversary::root_bytes;

TEST_CASE("of several openers that race on an envelope exactly one accepts it") {
  constexpr std::size_t envelopes = 20'000;
  constexpr std::size_t threads = 4;
  e3::unsafe::VolatileReplayStore<1, 8192> authority;
  must(authority.enroll(e3::DeviceId{std::array<std::uint8_t, 8>{8, 7, 6, 5, 4, 3, 2, 1}}, e3::Epoch{0}));
  const auto report = race(authority, envelopes, threads);
  CHECK(report.not_once == 0);
  CHECK(report.misjudged == 0);
  CHECK(report.peeked_wrong == 0);
  CHECK(report.failures == threads * envelopes / 100);
}

TEST_CASE("the race finds an authority that accepts more than once") {
  e3::unsafe::AcceptAnyReplay authority;
  CHECK(race(authority, 512, 2).not_once == 512);
}

TEST_CASE("several threads derive the same keys from one root") {
  using Aead = e3::AnyAead<e3::Sodium>;
  constexpr std::uint32_t epochs = 200;
  constexpr std::size_t thread_count = 4;
  const auto root = must(e3::CloudRoot<e3::Sodium>::from(root_bytes(6)));
  const e3::DeviceId device{std::array<std::uint8_t, 2>{1, 2}};
  std::vector<e3::CommitmentValue> expected;
  expected.reserve(epochs);
  for (std::uint32_t epoch = 0; epoch < epochs; ++epoch) {
    expected.push_back(
        must(e3::OpeningKey<Aead>::derive(root, e3::Suite::chacha20_poly1305, device, e3::Epoch{epoch})).commitment());
  }
  std::atomic<std::size_t> wrong{0};
  std::vector<std::thread> threads;
  threads.reserve(thread_count);
  for (std::size_t i = 0; i < thread_count; ++i) {
    threads.emplace_back([&] {
      for (std::uint32_t epoch = 0; epoch < epochs; ++epoch) {
        const auto key = e3::OpeningKey<Aead>::derive(root, e3::Suite::chacha20_poly1305, device, e3::Epoch{epoch});
        wrong += key && key->commitment() == expected[epoch] ? 0U : 1U;
      }
    });
  }
  for (auto& thread : threads) {
    thread.join();
  }
  CHECK(wrong == 0);
}
