// An image with the whole envelope: root, key schedule by HKDF, sealer, and an opener with one peer. The counter store
// and the replay window are in memory, and all that is not secret is the same in every call.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "e3/backend/portable.hpp"
#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "kernels_of_image.hpp"
#include "room.hpp"
#include "secrets.hpp"

namespace {

using Backend = e3::BasicPortable<image_kernels>;
using Profile = e3::ChaCha20Poly1305<Backend, e3::Compact<8>>;
using Aead = Profile::Aead;
using Store = e3::unsafe::VolatileCounterStore;
using Counters = e3::CounterLease<Store, 4>;
using Sealer = e3::Sealer<Profile, Counters>;

/// A window for one sender and epoch.
class Window {
 public:
  [[nodiscard]] e3::Result<void> try_accept(std::span<e3::Claim> claims) noexcept {
    for (auto& claim : claims) {
      const auto acceptance = window_.accept(claim.counter);
      claim.verdict = acceptance.verdict;
      claim.gap = acceptance.gap;
    }
    return {};
  }

 private:
  e3::WordWindow window_;
};

using Cloud = e3::OnePeer<Aead, Window>;

// Made by the first phase: each secret is tried on a fresh image.
constinit Room<Store> store{};
constinit Room<Sealer> sealer{};
constinit Room<Window> window{};
constinit Room<Cloud> cloud{};
constinit e3::Bytes envelope{};

constexpr e3::DeviceId device{std::array<std::uint8_t, 8>{1, 2, 3, 4, 5, 6, 7, 8}};

e3::Result<e3::Opened> open(std::uint8_t* memory) noexcept {
  e3::Opener<Aead, Cloud, e3::Codecs::compact> opener{cloud.get()};
  return opener.open({.bytes = envelope}, {memory + opened_offset, payload_size});
}

}  // namespace

extern "C" {

std::uint32_t phase_set_up(std::uint8_t* memory) {
  const e3::FixedBytes<e3::root_size> bytes{memory, e3::root_size};
  const auto root = e3::DeviceRoot<Profile>::from(bytes);
  const auto far = e3::CloudRoot<Backend>::from(bytes);
  if (!root || !far) {
    return 0;
  }
  const auto mark = e3::sealing_mark<Profile>(*root, device, e3::Epoch{1});
  if (!mark) {
    return 0;
  }
  store.make(*mark);
  auto made = e3::make_sealer<Profile>(*root, device, Counters{store.get()}, e3::BootSalt::none());
  window.make();
  auto peer = Cloud::make(window.get(), {.device = device, .suite = Profile::suite}, *far, e3::Epoch{1});
  if (!made || !peer) {
    return 0;
  }
  sealer.make(*std::move(made));
  cloud.make(*std::move(peer));
  return 1;
}

std::uint32_t phase_seal(std::uint8_t* memory) {
  const auto sealed =
      sealer.get().seal({.payload = {memory + secret_key_size, payload_size}}, {memory + sealed_offset, sealed_size});
  if (!sealed) {
    return 0;
  }
  envelope = *sealed;
  const auto start = static_cast<std::uint32_t>(sealed->data() - (memory + sealed_offset));
  return start + static_cast<std::uint32_t>(sealed->size());
}

std::uint32_t phase_open(std::uint8_t* memory) { return open(memory) ? 1 : 0; }

std::uint32_t phase_reject(std::uint8_t* memory) {
  const auto opened = open(memory);
  return !opened && opened.error() == e3::Error::not_authentic ? 1 : 0;
}

/// The next epoch's root by the ratchet, and a device's root by a fleet secret.
std::uint32_t phase_kernel(std::uint8_t* memory) {
  const e3::FixedBytes<e3::root_size> bytes{memory, e3::root_size};
  const auto root = e3::DeviceRoot<Profile>::from(bytes);
  const auto fleet = e3::FleetSecret<Backend::Kdf>::from(bytes);
  return root && fleet && e3::next_root(*root) && fleet->device_root(device, e3::Generation{1}) ? 1 : 0;
}

}  // extern "C"
