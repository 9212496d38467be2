#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "adversary/support/allocations.hpp"
#include "adversary/support/backends.hpp"
#include "adversary/support/fleet.hpp"
#include "adversary/support/forger.hpp"
#include "adversary/support/senders.hpp"
#include "e3/e3.hpp"
#include "e3/store/file/replay_store.hpp"
#include "e3/unsafe/volatile_replay.hpp"

// Implementation notes
//
// Between two looks at the state lie 4,096 forgeries. The whole objects are compared, byte by byte, which says more
// than a hash of them. The failure counts inside the list are found by counting one failure under each key and seeing
// which bytes change; those alone are left out, and their sum must have risen by exactly the openings that reached a
// cipher.

namespace adversary {

using MemoryStore = e3::unsafe::VolatileReplayStore<8>;
using FileStore = e3::FileReplayStore;

inline void enroll(MemoryStore& store, const e3::DeviceId& device) { must(store.enroll(device, e3::Epoch{0})); }
inline void enroll(FileStore& store, const e3::DeviceId& device) { must(store.enroll(device, e3::Generation{0})); }
inline e3::ReceiveState<> remembered(MemoryStore& store, const e3::DeviceId& device) { return *store.find(device); }
inline e3::ReceiveState<> remembered(FileStore& store, const e3::DeviceId& device) {
  return must(store.find(device)).state;
}

template <class Backend>
using CountedAead = e3::AnyAead<Counting<Backend>>;

template <class Aead, class Store>
using HonestPeers = e3::PeerList<Aead, Store, 8>;

struct ForgeryReport {
  std::array<std::uint64_t, trick_count> tried{};
  std::array<std::uint64_t, trick_count> reached{};  ///< how many of them came as far as a cipher
  std::uint64_t authentic = 0;                       ///< forgeries that were opened, or called a replay: holes
  std::uint64_t misjudged = 0;                       ///< refused, but not as something to drop and never answer
  std::uint64_t left_bytes = 0;                      ///< refused, with bytes left in the output
  std::uint64_t allocated = 0;                       ///< calls of malloc while opening
  std::uint64_t state_changes = 0;                   ///< looks that found a changed byte
  std::uint64_t miscounts = 0;                       ///< looks that found another number of failures than was right
  std::uint64_t lost = 0;                            ///< genuine envelopes that no longer opened afterwards
};

/// Forgeries against one cloud, all of whose state is looked at.
template <class Backend, class Store, template <class, class> class PeersOf = HonestPeers>
class Forgeries {
  using Aead = CountedAead<Backend>;
  using Peers = PeersOf<Aead, Store>;
  using Opener = e3::Opener<Aead, Peers>;
  static constexpr std::size_t forgeries_per_look = 4096;

 public:
  /// `file` is the store's, if it has one.
  Forgeries(Store& store, std::string file = {}) : store_{store}, file_{std::move(file)}, peers_{store} {
    start_cloud();
    find_failure_counts();
  }

  /// `seed` decides what is forged.
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): a swap shows in the counts that every caller checks.
  ForgeryReport run(std::uint64_t forgeries, std::uint64_t seed) {
    Forger forger{fleet_.genuine(), fleet_.members(), seed};
    support::Random random{~seed};
    for (std::uint64_t done = 0; done < forgeries;) {
      const auto before = look();
      const auto failures_before = failures();
      std::uint64_t counted = 0;
      for (std::size_t i = 0; i < forgeries_per_look; ++i, ++done) {
        const auto trick = static_cast<Trick>(done % trick_count);
        forger.make(trick, forgery_);
        counted += try_one(trick, random.coin());
      }
      report_.state_changes += look() == before ? 0U : 1U;
      report_.miscounts += failures() - failures_before == counted ? 0U : 1U;
    }
    open_the_rest();
    return report_;
  }

 private:
  void start_cloud() {
    for (std::size_t i = 0; i < Fleet<Backend>::size; ++i) {
      const auto& identity = fleet_.members()[i].identity;
      enroll(store_, identity.device);
      roots_.push_back(fleet_.root(i));
      handles_.push_back(must(peers_.add(must(e3::Peer<Aead>::make(identity, roots_[i], e3::Epoch{0})))));
    }
    // Every second envelope is opened, so that the windows hold marks and holes.
    const auto& genuine = fleet_.genuine();
    for (std::size_t i = 0; i < genuine.size(); ++i) {
      if (is_open(genuine[i]) && i % 2 == 0) {
        const bool opened = open_genuine(genuine[i]);
        must(opened ? e3::Result<void>{} : e3::Error::not_authentic);
      }
    }
  }

  static bool is_open(const Genuine& genuine) {
    return genuine.direction == e3::Direction::device_to_cloud && genuine.epoch < e3::Epoch{2};
  }

  bool open_genuine(const Genuine& genuine) {
    std::array<std::uint8_t, 64> out{};
    const auto opened = opener_.open(genuine.sealed.envelope(), out);
    if (!opened && opened.error() == e3::Error::epoch_not_open) {
      return opener_.open_next_epoch(roots_[genuine.device], genuine.sealed.envelope(), out).has_value();
    }
    return opened.has_value();
  }

  /// How many failures the attempt must have counted.
  std::uint64_t try_one(Trick trick, bool in_place) {
    out_ = {};
    const auto envelope = forgery_.envelope();
    const e3::MutableBytes out = in_place ? forgery_.bytes() : e3::MutableBytes{out_};
    const std::uint64_t opened_before = openings.load(std::memory_order_relaxed);
    const std::uint64_t allocated_before = allocations();
    auto opened = opener_.open(envelope, out);
    const std::uint64_t by_open = openings.load(std::memory_order_relaxed) - opened_before;
    if (trick == Trick::later_epoch && !opened && opened.error() == e3::Error::epoch_not_open) {
      opened = opener_.open_next_epoch(roots_[handle_index()], envelope, out);
    }
    report_.allocated += allocations() - allocated_before;
    const auto index = static_cast<std::size_t>(trick);
    report_.tried[index] += 1;
    report_.reached[index] += openings.load(std::memory_order_relaxed) - opened_before;
    if (opened || e3::classify(opened.error()) == e3::ErrorClass::replayed) {
      report_.authentic += 1;
    } else {
      report_.misjudged += e3::classify(opened.error()) == e3::ErrorClass::not_authentic ? 0U : 1U;
      report_.left_bytes += out_ == std::array<std::uint8_t, Forgery::capacity>{} ? 0U : 1U;
    }
    return by_open;
  }

  /// The device that the forgery in hand claims to be of.
  std::size_t handle_index() {
    const auto parsed = must(e3::parse(forgery_.bytes()));
    const auto found = must(static_cast<HonestPeers<Aead, Store>&>(peers_).find(parsed.header, forgery_.from));
    std::size_t index = 0;
    while (handles_[index] != found) {
      ++index;
    }
    return index;
  }

  template <class T>
  static void append(std::vector<std::uint8_t>& bytes, const T& object) {
    const auto start = bytes.size();
    bytes.resize(start + sizeof object);
    // The object's bytes are looked at, and none is made of them.
    std::memcpy(bytes.data() + start, static_cast<const void*>(&object), sizeof object);
  }

  [[nodiscard]] std::vector<std::uint8_t> list_bytes() const {
    std::vector<std::uint8_t> bytes;
    append(bytes, peers_);
    return bytes;
  }

  void find_failure_counts() {
    count_at_.assign(sizeof(Peers), false);
    for (const auto handle : handles_) {
      for (const std::uint32_t epoch : {0U, 1U}) {
        const auto before = list_bytes();
        peers_.failed(handle, e3::Epoch{epoch});
        const auto after = list_bytes();
        for (std::size_t i = 0; i < before.size(); ++i) {
          for (std::size_t j = i / 4 * 4; before[i] != after[i] && j < i / 4 * 4 + 4; ++j) {
            count_at_[j] = true;
          }
        }
      }
    }
  }

  [[nodiscard]] std::uint64_t failures() {
    std::uint64_t sum = 0;
    for (const auto handle : handles_) {
      sum += peers_.at(handle).failures() + std::uint64_t{peers_.at(handle).previous_failures()};
    }
    return sum;
  }

  /// All state there is, except the failure counts.
  [[nodiscard]] std::vector<std::uint8_t> look() {
    auto bytes = list_bytes();
    for (std::size_t i = 0; i < count_at_.size(); ++i) {
      bytes[i] = count_at_[i] ? 0 : bytes[i];
    }
    append(bytes, opener_);
    append(bytes, store_);
    for (const auto& member : fleet_.members()) {
      const auto state = remembered(store_, member.identity.device);
      append(bytes, state.epoch);
      append(bytes, state.window.words());
      append(bytes, state.window.newest());
      append(bytes, state.previous);
      append(bytes, state.previous_open);
      append(bytes, state.previous_window.words());
      append(bytes, state.previous_window.newest());
    }
    if (!file_.empty()) {
      std::ifstream file{file_, std::ios::binary};
      bytes.insert(bytes.end(), std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{});
    }
    return bytes;
  }

  void open_the_rest() {
    const auto& genuine = fleet_.genuine();
    for (std::size_t i = 0; i < genuine.size(); ++i) {
      if (is_open(genuine[i])) {
        report_.lost += open_genuine(genuine[i]) == (i % 2 == 1) ? 0U : 1U;
      }
    }
  }

  Fleet<Backend> fleet_;
  Store& store_;
  std::string file_;
  Peers peers_;
  Opener opener_{peers_};
  std::vector<typename Fleet<Backend>::CloudRoot> roots_;
  std::vector<e3::PeerHandle> handles_;
  std::vector<bool> count_at_;
  Forgery forgery_;
  std::array<std::uint8_t, Forgery::capacity> out_{};
  ForgeryReport report_;
};

}  // namespace adversary
