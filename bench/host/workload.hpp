#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include E3_BENCH_BARE  // bare/NAME.hpp: the backend, and its library's own calls
#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"

// One link with a sealer and an opener, and beside them its library's bare call, and the backend's AEAD, with the same key,
// nonce, associated data and payload: what backend and envelope add are the differences.

namespace bench {

inline const e3::DeviceId device{std::array<std::uint8_t, 8>{0x24, 0x0A, 0xC4, 0xFF, 0xFE, 0x12, 0x34, 0x56}};

/// The work of a backend in one suite and codec, at one payload size and one size of the caller's associated data.
template <class Backend, e3::Suite S, class Codec>
class Workload {
  using Profile = e3::Profile<S, Backend, Codec, e3::Bulk>;
  using Counters = e3::CounterLease<e3::unsafe::VolatileCounterStore, 0x1'0000>;
  using Sealer = e3::Sealer<Profile, Counters>;
  using Aead = typename Profile::Aead;
  using Authority = e3::unsafe::VolatileReplayStore<1>;
  using Peers = e3::OnePeer<Aead, Authority>;

  // From here on a counter has two bytes, so that every header has the usual size.
  static constexpr e3::Counter first{256};

 public:
  Workload(std::size_t payload_size, std::size_t aad_size, std::size_t envelopes)
      : payload_(payload_size, 0x5A),
        aad_(aad_size, 0xA5),
        out_(Sealer::max_sealed_size(payload_size)),
        device_root_{*e3::DeviceRoot<Profile>::from(root_bytes())},
        cloud_root_{*e3::CloudRoot<Backend>::from(root_bytes())},
        mark_{*e3::sealing_mark<Profile>(device_root_, device, e3::Epoch{0})},
        peers_{*Peers::make(authority_, {.device = device, .suite = S}, cloud_root_, e3::Epoch{0})},
        opener_{peers_},
        bare_{e3::FixedBytes<e3::key_size>{e3::Bytes{key_material()}.template first<e3::key_size>()}} {
    const auto material = key_material();
    require(aead_.rekey(S, e3::Bytes{material}.template first<e3::key_size>()).has_value());
    restart();
    require(authority_.enroll(device, e3::Epoch{0}).has_value());
    const auto okm = key_material();
    e3::BaseNonce base{};
    std::copy_n(okm.begin() + e3::key_size, base.size(), base.begin());
    for (std::size_t i = 0; i < envelopes; ++i) {
      const auto envelope = sealer_->seal({.payload = payload_, .aad = aad_}, out_);
      require(envelope.has_value());
      const std::size_t header_size = envelope->size() - payload_size - e3::tag_size;
      Sealed sealed{{envelope->begin(), envelope->end()},
                    {envelope->begin(), envelope->begin() + static_cast<std::ptrdiff_t>(header_size)},
                    e3::make_nonce(base, 0, e3::Counter{e3::value(first) + i}),
                    header_size};
      sealed.whole_aad.insert(sealed.whole_aad.end(), aad_.begin(), aad_.end());
      sealed_.push_back(std::move(sealed));
    }
    // The bare call does the same work, or it would be no measure.
    seal_bare();
    require(std::equal(ciphertext().begin(), ciphertext().end(),
                       sealed_.front().envelope.begin() + static_cast<std::ptrdiff_t>(sealed_.front().header_size)));
  }
  Workload(const Workload&) = delete;
  Workload& operator=(const Workload&) = delete;
  ~Workload() = default;

  [[gnu::noinline]] void seal() {
    if (!sealer_->seal({.payload = payload_, .aad = aad_}, out_)) {
      restart();
    }
  }

  [[gnu::noinline]] void open() {
    const auto& sealed = next();
    require(opener_.open({.bytes = sealed.envelope, .aad = aad_}, out_).has_value());
  }

  [[gnu::noinline]] void seal_bare() {
    const auto& sealed = sealed_.front();
    require(bare_.seal(sealed.nonce, sealed.whole_aad, payload_, ciphertext().data()));
  }

  [[gnu::noinline]] void seal_by_aead() {
    const auto& sealed = sealed_.front();
    const e3::Bytes header = e3::Bytes{sealed.envelope}.first(sealed.header_size);
    require(aead_.seal(sealed.nonce, {header, aad_}, payload_, ciphertext()));
  }

  [[gnu::noinline]] void open_by_aead() {
    const auto& sealed = next();
    const e3::Bytes envelope{sealed.envelope};
    require(aead_.open(sealed.nonce, {envelope.first(sealed.header_size), aad_}, envelope.subspan(sealed.header_size),
                       e3::MutableBytes{out_}.first(payload_.size())));
  }

  [[gnu::noinline]] void open_bare() {
    const auto& sealed = next();
    require(bare_.open(sealed.nonce, sealed.whole_aad, e3::Bytes{sealed.envelope}.subspan(sealed.header_size),
                       out_.data()));
  }

  /// Forgets which envelopes were opened, and starts again with the first.
  void forget() {
    next_ = 0;
    authority_.find(device)->window = {};
  }

 private:
  struct Sealed {
    std::vector<std::uint8_t> envelope;
    std::vector<std::uint8_t> whole_aad;
    e3::Nonce nonce;
    std::size_t header_size;
  };

  /// Where a sealer puts ciphertext and tag, so that all calls write to the same place.
  e3::MutableBytes ciphertext() {
    return e3::MutableBytes{out_}.subspan(Sealer::max_header_size, payload_.size() + e3::tag_size);
  }

  static std::array<std::uint8_t, e3::root_size> root_bytes() {
    std::array<std::uint8_t, e3::root_size> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      bytes[i] = static_cast<std::uint8_t>(7 * i + 1);
    }
    return bytes;
  }

  /// Key and base nonce, as docs/format.md derives them.
  std::array<std::uint8_t, e3::key_size + e3::nonce_size> key_material() {
    std::array<std::uint8_t, 28> info{};
    e3::Writer writer{info};
    writer.put(e3::labels::traffic);
    writer.number(static_cast<std::uint32_t>(S), 1);
    writer.number(0, 1);
    writer.number(0, 4);
    writer.number(8, 1);
    writer.put(device.bytes());
    std::array<std::uint8_t, e3::key_size + e3::nonce_size> okm{};
    require(device_root_.kdf().expand(writer.written(), okm).has_value());
    return okm;
  }

  /// The next envelope; after the last one the first is new again.
  const Sealed& next() {
    if (next_ == sealed_.size()) {
      forget();
    }
    return sealed_[next_++];
  }

  /// A new sealer and the same counters again, when the key is used up: nothing that is sealed here leaves the program.
  void restart() {
    store_.emplace(mark_, first);
    sealer_.emplace(*e3::make_sealer<Profile>(device_root_, device, Counters{*store_}, e3::BootSalt::none()));
  }

  std::vector<std::uint8_t> payload_;
  std::vector<std::uint8_t> aad_;
  std::vector<std::uint8_t> out_;
  e3::DeviceRoot<Profile> device_root_;
  e3::CloudRoot<Backend> cloud_root_;
  e3::KeyMark mark_;
  std::optional<e3::unsafe::VolatileCounterStore> store_;
  std::optional<Sealer> sealer_;
  Authority authority_;
  Peers peers_;
  e3::Opener<Aead, Peers> opener_;
  Bare<S> bare_;
  Aead aead_;
  std::vector<Sealed> sealed_;
  std::size_t next_ = 0;
};

}  // namespace bench
