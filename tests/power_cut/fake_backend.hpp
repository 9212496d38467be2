#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"

// A backend without cryptography, as fast as a campaign needs it: any difference of key, nonce, associated data or
// payload gives another tag, by accident alone the same. Base nonces are zero, so that a nonce shows its counter.

namespace power_cut {

/// A number that depends on all that was mixed in.
class Mix {
 public:
  explicit constexpr Mix(std::uint64_t state) noexcept : state_{state} {}

  [[nodiscard]] constexpr Mix with(e3::Bytes bytes) const noexcept {
    std::uint64_t state = state_;
    for (const auto byte : bytes) {
      state = (state ^ byte) * 0x0000'0100'0000'01B3;
    }
    return Mix{scrambled(state + bytes.size())};
  }

  constexpr void fill(e3::MutableBytes out) const noexcept {
    std::uint64_t word = state_;
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (i % 8 == 0) {
        word = scrambled(word + i + 1);
      }
      out[i] = static_cast<std::uint8_t>(word >> (8 * (i % 8)));
    }
  }

  [[nodiscard]] constexpr std::uint64_t state() const noexcept { return state_; }

 private:
  static constexpr std::uint64_t scrambled(std::uint64_t z) noexcept {
    z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9;
    z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EB;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

/// Who is told of every sealed message.
class Watcher {
 public:
  Watcher() = default;
  Watcher(const Watcher&) = delete;
  Watcher(Watcher&&) = delete;
  Watcher& operator=(const Watcher&) = delete;
  Watcher& operator=(Watcher&&) = delete;
  virtual ~Watcher() = default;
  virtual void sealed(std::uint64_t key, std::uint64_t counter) noexcept = 0;
};

/// An Aead that encrypts nothing and tells which (key, counter) it was used with.
class WatchedAead {
 public:
  static constexpr bool constant_time = true;
  static inline Watcher* watcher = nullptr;

  WatchedAead() = default;
  WatchedAead(WatchedAead&&) = default;
  WatchedAead& operator=(WatchedAead&&) = default;
  WatchedAead(const WatchedAead&) = delete;
  WatchedAead& operator=(const WatchedAead&) = delete;
  ~WatchedAead() = default;

  e3::Result<void> rekey(e3::Suite, e3::FixedBytes<e3::key_size> key) noexcept {
    key_ = Mix{0}.with(key);
    return {};
  }

  bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    if (watcher != nullptr) {
      std::uint64_t counter = 0;
      for (const auto byte : nonce.last<8>()) {
        counter = counter << 8 | byte;
      }
      watcher->sealed(key_.state(), counter);
    }
    std::copy(in.begin(), in.end(), out.begin());
    tag(nonce, aad, in).fill(out.last(e3::tag_size));
    return true;
  }

  bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
    const e3::Bytes payload = in.first(in.size() - e3::tag_size);
    std::array<std::uint8_t, e3::tag_size> wanted{};
    tag(nonce, aad, payload).fill(wanted);
    std::copy(payload.begin(), payload.end(), out.begin());
    return std::equal(wanted.begin(), wanted.end(), in.last(e3::tag_size).begin());
  }

 private:
  [[nodiscard]] Mix tag(e3::Bytes nonce, const e3::Aad& aad, e3::Bytes payload) const noexcept {
    return key_.with(nonce).with(aad.header).with(aad.extra).with(payload);
  }

  Mix key_{0};
};

class MixingKdf {
 public:
  MixingKdf(MixingKdf&&) = default;
  MixingKdf& operator=(MixingKdf&&) = default;
  MixingKdf(const MixingKdf&) = delete;
  MixingKdf& operator=(const MixingKdf&) = delete;
  ~MixingKdf() = default;

  static e3::Result<MixingKdf> extract(e3::Bytes, e3::Bytes secret) noexcept { return MixingKdf{secret}; }

  e3::Result<void> expand(e3::Bytes info, e3::MutableBytes out) const noexcept {
    prk_.with(info).fill(out);
    return {};
  }

  template <class A>
  e3::Result<void> expand_key(e3::Bytes info, e3::Suite suite, A& aead, e3::MutableBytes rest) const noexcept {
    std::array<std::uint8_t, e3::key_size> key{};
    prk_.with(info).fill(key);
    prk_.with(info).fill(rest);
    std::fill_n(rest.begin(), e3::nonce_size, std::uint8_t{0});
    return aead.rekey(suite, key);
  }

 private:
  explicit MixingKdf(e3::Bytes secret) noexcept : prk_{Mix{1}.with(secret)} {}

  Mix prk_;
};

struct FakeBackend {
  template <e3::Suite>
  using Aead = WatchedAead;
  using Kdf = MixingKdf;
};

}  // namespace power_cut
