#pragma once

// A board as E3 sees it: cryptography, a counter store, replay memory and a radio behind functions that are not E3's.
// Their code lies in a section of its own, so that the rest of the image is E3 and the program.

#include <cstdint>
#include <span>

#include "e3/e3.hpp"

namespace board {

bool aead_seal(e3::FixedBytes<32> key, e3::FixedBytes<12> nonce, const e3::Aad& aad, e3::Bytes in,
               e3::MutableBytes out) noexcept;
bool aead_open(e3::FixedBytes<32> key, e3::FixedBytes<12> nonce, const e3::Aad& aad, e3::Bytes in,
               e3::MutableBytes out) noexcept;
bool hkdf_extract(e3::Bytes salt, e3::Bytes secret, e3::MutableFixedBytes<32> prk) noexcept;
bool hkdf_expand(e3::FixedBytes<32> prk, e3::Bytes info, e3::MutableBytes out) noexcept;

bool load_epoch(std::uint32_t& epoch) noexcept;
bool reserve_counters(const e3::KeyMark& mark, std::uint32_t count, std::uint32_t& first) noexcept;
bool advance_epoch(const e3::KeyMark& mark) noexcept;
bool store_window(const e3::WordWindow& window) noexcept;

e3::FixedBytes<32> root() noexcept;
const e3::DeviceId& device() noexcept;
std::uint32_t random() noexcept;
e3::Bytes next_reading() noexcept;
e3::Bytes next_command() noexcept;
void send(e3::Bytes envelope) noexcept;
void obey(e3::Bytes command) noexcept;
void stop(e3::Error why) noexcept;

/// Cryptography of the board. Keys are bytes in RAM, the costlier case: a handle into a key store is smaller.
struct Crypto {
  template <e3::Suite>
  class Aead {
   public:
    static constexpr bool constant_time = true;
    [[nodiscard]] e3::Result<void> rekey(e3::Suite, e3::FixedBytes<32> key) noexcept {
      key_ = e3::Secret<32>{key};
      return {};
    }
    [[nodiscard]] bool seal(e3::FixedBytes<12> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
      return aead_seal(key_.bytes(), nonce, aad, in, out);
    }
    [[nodiscard]] bool open(e3::FixedBytes<12> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept {
      return aead_open(key_.bytes(), nonce, aad, in, out);
    }

   private:
    e3::Secret<32> key_;
  };

  class Kdf {
   public:
    [[nodiscard]] static e3::Result<Kdf> extract(e3::Bytes salt, e3::Bytes secret) noexcept {
      Kdf kdf;
      if (!hkdf_extract(salt, secret, kdf.prk_.bytes())) {
        return e3::Error::backend_failed;
      }
      return kdf;
    }
    [[nodiscard]] e3::Result<void> expand(e3::Bytes info, e3::MutableBytes out) const noexcept {
      return hkdf_expand(prk_.bytes(), info, out) ? e3::Result<void>{} : e3::Error::backend_failed;
    }
    template <class A>
    [[nodiscard]] e3::Result<void> expand_key(e3::Bytes info, e3::Suite suite, A& aead,
                                              e3::MutableBytes rest) const noexcept {
      e3::Secret<76> okm;
      if (!hkdf_expand(prk_.bytes(), info, okm.bytes())) {
        return e3::Error::backend_failed;
      }
      const e3::FixedBytes<76> all = okm.bytes();
      for (std::size_t i = 0; i < rest.size(); ++i) {
        rest[i] = all[32 + i];
      }
      return aead.rekey(suite, all.first<32>());
    }

   private:
    Kdf() noexcept = default;
    e3::Secret<32> prk_;
  };
};

struct CounterStore {
  static constexpr std::uint32_t max_stride = 1024;
  [[nodiscard]] e3::Result<e3::Epoch> epoch() noexcept {
    std::uint32_t epoch = 0;
    return load_epoch(epoch) ? e3::Result<e3::Epoch>{e3::Epoch{epoch}} : e3::Error::store_blank;
  }
  [[nodiscard]] e3::Result<e3::Counter> reserve(const e3::KeyMark& mark, std::uint32_t count) noexcept {
    std::uint32_t first = 0;
    return reserve_counters(mark, count, first) ? e3::Result<e3::Counter>{e3::Counter{first}} : e3::Error::store_failed;
  }
  [[nodiscard]] e3::Result<void> advance(const e3::KeyMark& mark) noexcept {
    return advance_epoch(mark) ? e3::Result<void>{} : e3::Error::store_failed;
  }
};

/// The replay memory of a device for one epoch of its cloud: a 64-wide window, durable before it says accepted.
class DownlinkWindow {
 public:
  [[nodiscard]] e3::Result<void> try_accept(std::span<e3::Claim> claims) noexcept {
    e3::WordWindow next = window_;
    for (auto& claim : claims) {
      const auto acceptance = next.accept(claim.counter);
      claim.verdict = acceptance.verdict;
      claim.gap = acceptance.gap;
    }
    if (!store_window(next)) {
      return e3::Error::store_failed;
    }
    window_ = next;
    return {};
  }

 private:
  e3::WordWindow window_;
};

using Profile = e3::ChaCha20Poly1305<Crypto, e3::Compact<8>>;
using Lease = e3::CounterLease<CounterStore, 64>;
using Sealer = e3::Sealer<Profile, Lease>;

inline constexpr std::size_t max_payload = 24;

}  // namespace board
