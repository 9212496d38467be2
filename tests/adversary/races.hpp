#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include "adversary/support/backends.hpp"
#include "adversary/support/senders.hpp"
#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"

namespace adversary {

/// An AEAD that shows the key it was given, for a table of raw keys.
class KeyCatcher {
 public:
  static constexpr bool constant_time = true;
  KeyCatcher() noexcept = default;
  KeyCatcher(KeyCatcher&&) noexcept = default;
  KeyCatcher& operator=(KeyCatcher&&) noexcept = default;
  KeyCatcher(const KeyCatcher&) = delete;
  KeyCatcher& operator=(const KeyCatcher&) = delete;
  ~KeyCatcher() = default;

  e3::Result<void> rekey(e3::Suite, e3::FixedBytes<e3::key_size> key) noexcept {
    key_ = e3::Secret<e3::key_size>{key};
    return {};
  }
  bool seal(e3::FixedBytes<e3::nonce_size>, e3::Aad, e3::Bytes, e3::MutableBytes) noexcept { return false; }
  bool open(e3::FixedBytes<e3::nonce_size>, e3::Aad, e3::Bytes, e3::MutableBytes) noexcept { return false; }
  [[nodiscard]] e3::FixedBytes<e3::key_size> key() const noexcept { return key_.bytes(); }

 private:
  e3::Secret<e3::key_size> key_;
};

/// One sender, shared by the openers of several threads: a raw key that each sets up in its own slot, and an authority
/// behind a mutex.
template <class Aead, class Authority>
class SharedPeers {
 public:
  SharedPeers(const e3::PeerIdentity& identity, e3::OpeningKey<KeyCatcher> key, Authority& authority)
      : identity_{identity}, key_{std::move(key)}, authority_{authority} {}

  e3::Result<e3::PeerHandle> find(const e3::UnverifiedHeader& header, const e3::Source&) noexcept {
    if (header.address != identity_.device.address()) {
      return e3::Error::device_unknown;
    }
    return e3::PeerHandle{0};
  }

  e3::Result<e3::PeerKey<Aead>> key(e3::PeerHandle, e3::Epoch epoch, Aead& slot) noexcept {
    const std::lock_guard lock{mutex_};
    if (epoch != key_.epoch()) {
      return e3::Error::epoch_not_open;
    }
    if (auto done = slot.rekey(identity_.suite, key_.aead().key()); !done) {
      return done.error();
    }
    return e3::PeerKey<Aead>{
        &slot, identity_.device, identity_.suite, key_.base_nonce(), identity_.commitment, key_.commitment()};
  }

  void failed(e3::PeerHandle, e3::Epoch) noexcept { failures_.fetch_add(1, std::memory_order_relaxed); }

  e3::Result<void> accept(std::span<e3::Claim> claims) noexcept {
    const std::lock_guard lock{mutex_};
    return authority_.try_accept(claims);
  }

  [[nodiscard]] std::uint64_t failures() const noexcept { return failures_.load(); }

 private:
  std::mutex mutex_;
  e3::PeerIdentity identity_;
  e3::OpeningKey<KeyCatcher> key_;
  Authority& authority_;
  std::atomic<std::uint64_t> failures_{0};
};

struct RaceReport {
  std::size_t not_once = 0;      ///< envelopes that were accepted by no thread or by several
  std::size_t misjudged = 0;     ///< losers that were told anything but replayed or too old
  std::size_t peeked_wrong = 0;  ///< headers that a concurrent `peek` read wrong
  std::uint64_t failures = 0;    ///< forgeries that were counted
};

inline constexpr std::size_t block = 32;

/// `thread_count` openers race on the same envelopes, a multiple of `block`; every hundredth has a forged twin that
/// each of them tries as well.
template <class Authority>
// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): swapped, the envelopes would be no multiple of the block.
RaceReport race(Authority& authority, std::size_t envelope_count, std::size_t thread_count) {
  using Profile = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>>;
  using Aead = e3::AnyAead<e3::Sodium>;
  using Peers = SharedPeers<Aead, Authority>;
  using Frame = std::array<std::uint8_t, 64>;
  const e3::DeviceId device{std::array<std::uint8_t, 8>{8, 7, 6, 5, 4, 3, 2, 1}};
  const auto sender = must(e3::DeviceRoot<Profile>::from(root_bytes(5)));
  const auto receiver = must(e3::CloudRoot<e3::Sodium>::from(root_bytes(5)));
  const e3::PeerIdentity identity{.device = device, .suite = Profile::suite};
  Peers peers{identity, must(e3::OpeningKey<KeyCatcher>::derive(receiver, identity.suite, device, e3::Epoch{0})),
              authority};

  e3::unsafe::VolatileCounterStore store{must(e3::sealing_mark<Profile>(sender, device, e3::Epoch{0}))};
  auto sealer = must(e3::make_sealer<Profile>(
      sender, device, e3::CounterLease<e3::unsafe::VolatileCounterStore, 64>{store}, e3::BootSalt::none()));
  std::vector<Frame> frames(envelope_count);
  std::vector<e3::Bytes> envelopes(envelope_count);
  const std::array<std::uint8_t, 12> reading{3, 1, 4};
  for (std::size_t i = 0; i < envelope_count; ++i) {
    envelopes[i] = must(sealer.seal({.payload = reading}, frames[i]));
  }

  std::vector<std::atomic<int>> accepted(envelope_count);
  std::atomic<std::size_t> misjudged{0};
  std::atomic<std::size_t> peeked_wrong{0};
  const auto work = [&](std::size_t thread) {
    e3::Opener<Aead, Peers> opener{peers};
    Frame out{};
    for (std::size_t i = 0; i < envelope_count; ++i) {
      // Each thread has its own order within a block, since odd factors permute a power of two; and whoever leaves a
      // block has tried all of it, so that no window moves past an envelope that nobody tried.
      const std::size_t tried = i / block * block + (i % block * (2 * thread + 1) + thread) % block;
      const auto header = e3::peek(envelopes[tried]);
      peeked_wrong += header && header->counter == e3::Counter{tried} ? 0U : 1U;
      if (tried % 100 == 0) {
        Frame forged{};
        std::copy(envelopes[tried].begin(), envelopes[tried].end(), forged.begin());
        forged[envelopes[tried].size() - 1] ^= 1;
        misjudged += opener.open({.bytes = e3::Bytes{forged}.first(envelopes[tried].size())}, out) ? 1U : 0U;
      }
      const auto opened = opener.open({.bytes = envelopes[tried]}, out);
      if (opened) {
        accepted[tried] += 1;
      } else {
        misjudged += e3::classify(opened.error()) == e3::ErrorClass::replayed ? 0U : 1U;
      }
    }
  };
  std::vector<std::thread> threads;
  threads.reserve(thread_count);
  for (std::size_t i = 0; i < thread_count; ++i) {
    threads.emplace_back(work, i);
  }
  for (auto& thread : threads) {
    thread.join();
  }

  RaceReport report{.misjudged = misjudged, .peeked_wrong = peeked_wrong, .failures = peers.failures()};
  for (const auto& times : accepted) {
    report.not_once += times == 1 ? 0U : 1U;
  }
  return report;
}

}  // namespace adversary
