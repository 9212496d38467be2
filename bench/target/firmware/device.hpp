#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "e3/e3.hpp"
#include "e3/store/flash.hpp"
#include "uncounted.hpp"
#include "workload.hpp"

// A device that reports and obeys, on a board whose flash is RAM: what of it is the board's is not counted.

namespace target {

/// Two pages of flash, in RAM that the caller has.
class Flash {
 public:
  static constexpr std::uint32_t page_size = 512;

  explicit Flash(std::uint8_t* memory) noexcept : memory_{memory} {}

  E3_UNCOUNTED [[nodiscard]] bool read(std::uint32_t page, std::uint32_t offset, e3::MutableBytes out) noexcept {
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = memory_[page * page_size + offset + i];
    }
    return true;
  }
  E3_UNCOUNTED [[nodiscard]] bool program(std::uint32_t page, std::uint32_t offset, e3::Bytes in) noexcept {
    for (std::size_t i = 0; i < in.size(); ++i) {
      memory_[page * page_size + offset + i] &= in[i];
    }
    return true;
  }
  E3_UNCOUNTED [[nodiscard]] bool erase(std::uint32_t page) noexcept {
    for (std::uint32_t i = 0; i < page_size; ++i) {
      memory_[page * page_size + i] = 0xFF;
    }
    return true;
  }

 private:
  std::uint8_t* memory_;
};

/// The replay memory of a device: a 64-wide window.
class DownlinkWindow {
 public:
  [[nodiscard]] e3::Result<void> try_accept(std::span<e3::Claim> claims) noexcept {
    for (auto& claim : claims) {
      auto acceptance = window_.accept(claim.counter);
      claim.verdict = acceptance.verdict;
      claim.gap = acceptance.gap;
    }
    return {};
  }

 private:
  e3::WordWindow window_;
};

E3_UNCOUNTED inline const e3::DeviceId& device() noexcept {
  [[gnu::section(".board.device")]] static constexpr e3::DeviceId id{
      std::array<std::uint8_t, 8>{0x24, 0x0A, 0xC4, 0xFF, 0xFE, 0x12, 0x34, 0x56}};
  return id;
}

using Store = e3::FlashCounterStore<Flash>;
using Lease = e3::CounterLease<Store, 64>;

/// Flash, store and sealer.
template <class Profile>
class Reporter {
  using Sealer = e3::Sealer<Profile, Lease>;

 public:
  static constexpr std::size_t max_header_size = Sealer::max_header_size;

  template <class Root>
  Reporter(std::uint8_t* flash, typename Profile::SuiteChoice suite, const Root& root) noexcept
      : flash_{flash}, store_{Store::open(flash_)}, sealer_{make(store_, suite, root)} {}

  [[nodiscard]] bool works() const noexcept { return sealer_.has_value(); }

  int seal(TargetMessage& message) noexcept {
    auto envelope = sealer_->seal({.payload = {message.in, message.in_size}, .aad = {message.aad, message.aad_size}},
                                  {message.out, message.out_size});
    if (!envelope) {
      return 1;
    }
    message.result = envelope->data();
    message.result_size = static_cast<std::uint32_t>(envelope->size());
    return 0;
  }

 private:
  template <class Root>
  static e3::Result<Sealer> make(e3::Result<Store>& store, typename Profile::SuiteChoice suite,
                                 const Root& root) noexcept {
    if (!store) {
      return store.error();
    }
    return e3::make_sealer<Profile>(root, suite, device(), Lease{*store}, e3::BootSalt::none());
  }

  Flash flash_;
  e3::Result<Store> store_;
  e3::Result<Sealer> sealer_;
};

/// Window, peer and opener.
template <class Aead>
class Obeyer {
  using Cloud = e3::OnePeer<Aead, DownlinkWindow>;

 public:
  template <class Root>
  Obeyer(e3::Suite suite, const Root& root) noexcept
      : cloud_{Cloud::make(window_, {.device = device(), .suite = suite}, root, e3::Epoch{0})} {
    if (cloud_) {
      opener_.emplace(*cloud_);
    }
  }

  [[nodiscard]] bool works() const noexcept { return opener_.has_value(); }

  int open(TargetMessage& message) noexcept {
    auto opened = opener_->open({.bytes = {message.in, message.in_size}, .aad = {message.aad, message.aad_size}},
                                {message.out, message.out_size});
    if (!opened) {
      return 1;
    }
    message.result = opened->payload.data();
    message.result_size = static_cast<std::uint32_t>(opened->payload.size());
    return 0;
  }

 private:
  DownlinkWindow window_;
  e3::Result<Cloud> cloud_;
  std::optional<e3::Opener<Aead, Cloud, e3::Codecs::compact>> opener_;
};

}  // namespace target
