#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "adversary/support/backends.hpp"
#include "adversary/support/senders.hpp"
#include "e3/e3.hpp"
#include "e3/unsafe/volatile_replay.hpp"

// Implementation notes
//
// Each envelope meets a receiver that a flipped bit could lead astray: the receiver also knows a neighbour, whose ID
// and alias differ from the sender's in one bit and who has the same root, and it has the previous epoch open as well.

namespace adversary {

/// What became of the flips.
struct FlipReport {
  std::uint64_t envelopes = 0;
  std::uint64_t flips = 0;
  std::uint64_t opened = 0;         ///< flipped envelopes that were opened: each is a hole
  std::uint64_t misjudged = 0;      ///< refused, but not as something to drop and never answer
  std::uint64_t left_bytes = 0;     ///< refused, but with bytes left in the output
  std::uint64_t not_once = 0;       ///< unflipped envelopes that did not open exactly once afterwards
  std::uint64_t state_changes = 0;  ///< receivers whose replay state a flip had changed
};

enum class Addressing : std::uint8_t { id, alias, none };

template <class Backend>
class BitFlips {
  using Store = e3::unsafe::VolatileReplayStore<2>;
  using Aead = e3::AnyAead<Backend>;
  using Peers = e3::PeerList<Aead, Store, 2>;
  static constexpr std::size_t short_alias_size = 2;

 public:
  /// Every suite, codec, direction, address size, salt, commitment and payload size.
  FlipReport run() {
    every_codec<e3::Suite::chacha20_poly1305>();
    if (has_gcm()) {
      every_codec<e3::Suite::aes_256_gcm>();
    }
    return report_;
  }

  /// A small part of `run` by the same code, for backends with a planted bug.
  FlipReport run_part() {
    both_sides<e3::Suite::chacha20_poly1305, e3::Standard<8>, 8>(Addressing::id);
    both_sides<e3::Suite::chacha20_poly1305, e3::Compact<8>, 8>(Addressing::id);
    return report_;
  }

 private:
  template <e3::Suite S>
  void every_codec() {
    every_address_size<S>(std::index_sequence<1, 2, 4, 6, 8, 16>{});
    both_sides<S, e3::Compact<short_alias_size>, 8>(Addressing::alias);
    both_sides<S, e3::Compact<0>, 8>(Addressing::none);
  }

  template <e3::Suite S, std::size_t... Sizes>
  void every_address_size(std::index_sequence<Sizes...>) {
    (both_sides<S, e3::Standard<Sizes>, Sizes>(Addressing::id), ...);
    (both_sides<S, e3::Standard<Sizes, e3::Commitment::required>, Sizes>(Addressing::id), ...);
    (both_sides<S, e3::Compact<Sizes>, Sizes>(Addressing::id), ...);
  }

  template <e3::Suite S, class Codec, std::size_t IdSize>
  void both_sides(Addressing addressing) {
    using Profile = e3::Profile<S, Backend, Codec, ManySmall>;
    every_message<Profile, e3::Side::device, e3::Side::cloud, IdSize>(addressing);
    every_message<Profile, e3::Side::cloud, e3::Side::device, IdSize>(addressing);
  }

  template <class Profile, e3::Side From, e3::Side To, std::size_t IdSize>
  void every_message(Addressing addressing) {
    static constexpr std::array<std::size_t, 4> payload_sizes{0, 1, 16, 41};
    static constexpr std::array<std::uint32_t, 5> epochs{0, 0xFE, 0x1234, 0x12'3456, 0xFFFF'FFFF};
    static constexpr std::array<std::uint32_t, 4> counters{0, 300, 70'000, 0x7654'3210};
    std::array<std::uint8_t, IdSize> id{};
    id.fill(0x5A);
    for (const std::uint32_t salt : {0U, 0xC0FF'EE01U}) {
      for (const std::size_t payload_size : payload_sizes) {
        // Stepping by the number of envelopes pairs every size with every epoch and counter over the whole run.
        const auto step = static_cast<std::size_t>(report_.envelopes);
        Order order{.device = e3::DeviceId{id},
                    .epoch = e3::Epoch{epochs[step % epochs.size()]},
                    .counter = e3::Counter{counters[(step / 3) % counters.size()]},
                    .boot_salt = salt,
                    .payload_size = payload_size,
                    .aad_size = 5};
        if (addressing == Addressing::alias) {
          order.alias = alias(0x77);
        }
        const auto sender = must(e3::Root<From, typename Backend::Kdf>::from(root_bytes(1)));
        const auto receiver = must(e3::Root<To, typename Backend::Kdf>::from(root_bytes(1)));
        Sealed sealed = seal_one<Profile>(sender, order);
        sealed.from.address = addressing == Addressing::none ? order.device.address() : e3::Address{};
        flip_all(receiver, {order.device, Profile::suite, Profile::Codec::commitment, 0, order.alias}, order, sealed);
      }
    }
  }

  static e3::Address alias(std::uint8_t last) {
    return e3::Address{std::array<std::uint8_t, short_alias_size>{0x66, last}};
  }

  template <class Root>
  static void add(Peers& peers, Store& store, const Root& root, const Order& order, const e3::PeerIdentity& identity) {
    must(store.enroll(identity.device, order.epoch));
    auto peer = must(e3::Peer<Aead>::make(identity, root, order.epoch));
    if (order.epoch > e3::Epoch{0}) {
      const e3::Epoch previous{e3::value(order.epoch) - 1};
      peer.restore_previous(must(e3::OpeningKey<Aead>::derive(root, identity.suite, identity.device, previous)));
      store.find(identity.device)->previous_open = true;
      store.find(identity.device)->previous = previous;
    }
    static_cast<void>(must(peers.add(std::move(peer))));
  }

  template <class Root>
  void flip_all(const Root& root, e3::PeerIdentity identity, const Order& order, const Sealed& sealed) {
    Store store;
    Peers peers{store};
    add(peers, store, root, order, identity);
    std::array<std::uint8_t, e3::DeviceId::max_size> neighbour{};
    std::copy(order.device.bytes().begin(), order.device.bytes().end(), neighbour.begin());
    neighbour[0] ^= 1;
    identity.device = must(e3::DeviceId::from(e3::Bytes{neighbour}.first(order.device.size())));
    identity.alias = order.alias.size() > 0 ? alias(0x76) : e3::Address{};
    add(peers, store, root, order, identity);

    e3::Opener<Aead, Peers> opener{peers};
    const auto before = *store.find(order.device);
    Sealed flipped = sealed;
    const std::size_t bits = 8 * (sealed.size + sealed.aad_size);
    for (std::size_t bit = 0; bit < bits; ++bit) {
      const std::size_t byte = bit / 8;
      auto& target = byte < sealed.size ? flipped.buffer[byte] : flipped.aad_buffer[byte - sealed.size];
      const auto mask = static_cast<std::uint8_t>(1U << bit % 8);
      target = static_cast<std::uint8_t>(target ^ mask);
      std::array<std::uint8_t, 256> out{};
      const auto opened = opener.open(flipped.envelope(), out);
      report_.opened += count(opened.has_value());
      report_.misjudged += count(!opened && e3::classify(opened.error()) != e3::ErrorClass::not_authentic);
      report_.left_bytes += count(!opened && out != std::array<std::uint8_t, 256>{});
      target = static_cast<std::uint8_t>(target ^ mask);
    }
    report_.state_changes += count(*store.find(order.device) != before);
    std::array<std::uint8_t, 256> out{};
    const auto first = opener.open(sealed.envelope(), out);
    const bool right = first && first->payload.size() == order.payload_size && first->header.device() == order.device &&
                       first->header.counter() == order.counter && first->header.epoch() == order.epoch &&
                       first->header.boot_salt() == order.boot_salt;
    const auto second = opener.open(sealed.envelope(), out);
    const bool once = right && !second && second.error() == e3::Error::replayed;
    report_.not_once += count(!once);
    report_.envelopes += 1;
    report_.flips += bits;
  }

  static constexpr std::uint64_t count(bool happened) { return happened ? 1 : 0; }

  FlipReport report_;
};

}  // namespace adversary
