#pragma once

// A board as E3 sees it: AEAD, key derivation, flash driver, replay memory and a radio behind functions that are not
// E3's. Their code lies in a section of its own, so that the rest of the image is E3, the program and what both pull
// in.

#include <array>
#include <cstdint>
#include <span>

#include "e3/e3.hpp"
#include "e3/store/flash.hpp"

namespace board {

/// Cryptography of the board. Keys are bytes in RAM, and every member is called, as in a library.
struct Crypto {
  template <e3::Suite>
  class Aead {
   public:
    static constexpr bool constant_time = true;
    Aead() noexcept;
    Aead(Aead&&) noexcept;
    Aead& operator=(Aead&&) noexcept;
    ~Aead();
    [[nodiscard]] e3::Result<void> rekey(e3::Suite suite, e3::FixedBytes<32> key) noexcept;
    [[nodiscard]] bool seal(e3::FixedBytes<12> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept;
    [[nodiscard]] bool open(e3::FixedBytes<12> nonce, e3::Aad aad, e3::Bytes in, e3::MutableBytes out) noexcept;

   private:
    std::array<std::uint32_t, 8> key_;
  };

  class Kdf {
   public:
    Kdf(Kdf&&) noexcept;
    Kdf& operator=(Kdf&&) noexcept;
    ~Kdf();
    [[nodiscard]] static e3::Result<Kdf> extract(e3::Bytes salt, e3::Bytes secret) noexcept;
    [[nodiscard]] e3::Result<void> expand(e3::Bytes info, e3::MutableBytes out) const noexcept;
    template <class A>
    [[nodiscard]] e3::Result<void> expand_key(e3::Bytes info, e3::Suite suite, A& aead,
                                              e3::MutableBytes rest) const noexcept;

   private:
    Kdf() noexcept;
    std::array<std::uint32_t, 8> prk_;
  };
};

struct Flash {
  static constexpr std::uint32_t page_size = 4096;
  [[nodiscard]] bool read(std::uint32_t page, std::uint32_t offset, e3::MutableBytes out) noexcept;
  [[nodiscard]] bool program(std::uint32_t page, std::uint32_t offset, e3::Bytes in) noexcept;
  [[nodiscard]] bool erase(std::uint32_t page) noexcept;
};

bool store_window(const e3::WordWindow& window) noexcept;
e3::FixedBytes<32> root() noexcept;
const e3::DeviceId& device() noexcept;
std::uint32_t random() noexcept;
e3::Bytes kind() noexcept;
e3::Bytes next_reading() noexcept;
e3::Bytes next_command() noexcept;
void send(e3::Bytes envelope) noexcept;
void obey(const e3::Opened& command) noexcept;
void refused(e3::Error why) noexcept;
void stop(e3::Error why) noexcept;

/// The replay memory of a device for one epoch of its cloud: a 64-wide window, durable before it says accepted.
class DownlinkWindow {
 public:
  [[nodiscard]] e3::Result<void> try_accept(std::span<e3::Claim> claims) noexcept {
    e3::WordWindow next = window_;
    for (auto& claim : claims) {
      auto acceptance = next.accept(claim.counter);
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
using Store = e3::FlashCounterStore<Flash>;
using Lease = e3::CounterLease<Store, 64>;
using Sealer = e3::Sealer<Profile, Lease>;
using Root = e3::DeviceRoot<Profile>;

inline constexpr std::size_t max_payload = 24;

}  // namespace board
