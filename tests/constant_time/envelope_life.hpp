#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "follow.hpp"
#include "public_schedule.hpp"

namespace constant_time {

/// One device and its cloud, from the provisioned root to a refused envelope and the next epoch's root. The root and
/// the payloads are followed. True if all of it worked.
template <e3::Suite S, class Backend, class Codec>
[[nodiscard]] bool live_as_envelope() {
  using Public = WithPublicSchedule<Backend>;
  using Profile = e3::Profile<S, Public, Codec>;
  using Aead = typename Profile::Aead;
  using Store = e3::unsafe::VolatileCounterStore;
  using Counters = e3::CounterLease<Store, 4>;
  using Authority = e3::unsafe::VolatileReplayStore<1>;
  using Cloud = e3::OnePeer<Aead, Authority>;
  constexpr e3::Epoch epoch{3};
  constexpr std::size_t size = 24;

  std::array<std::uint8_t, e3::root_size> root_bytes{};
  root_bytes.fill(0x40);
  keep_secret(root_bytes);
  const e3::DeviceId device{std::array<std::uint8_t, 8>{1, 2, 3, 4, 5, 6, 7, 8}};

  const auto fleet = e3::FleetSecret<typename Public::Kdf>::from(root_bytes);
  const auto root = e3::DeviceRoot<Profile>::from(root_bytes);
  const auto cloud_root = e3::CloudRoot<Public>::from(root_bytes);
  if (!fleet || !root || !cloud_root || !fleet->device_root(device, e3::Generation{1}) || !e3::next_root(*root)) {
    return false;
  }
  const auto mark = e3::sealing_mark<Profile>(*root, device, epoch);
  if (!mark) {
    return false;
  }
  Store store{*mark};
  auto sealer = e3::make_sealer<Profile>(*root, device, Counters{store}, e3::BootSalt::none());
  Authority authority;
  const e3::PeerIdentity identity{.device = device, .suite = S, .commitment = Codec::commitment};
  if (!sealer || !authority.enroll(device, epoch)) {
    return false;
  }
  auto cloud = Cloud::make(authority, identity, *cloud_root, epoch);
  if (!cloud) {
    return false;
  }
  e3::Opener<Aead, Cloud> opener{*cloud};

  std::array<std::uint8_t, size> payload{};
  payload.fill(0x77);
  keep_secret(payload);
  std::array<std::uint8_t, std::remove_reference_t<decltype(*sealer)>::max_sealed_size(size)> frame{};
  std::array<std::uint8_t, size> out{};
  constexpr std::array<std::uint8_t, 5> aad{1, 2, 3};
  const auto sealed = sealer->seal({.payload = payload, .aad = aad}, frame);
  if (!sealed || !e3::peek(*sealed)) {
    return false;
  }
  bool works = true;
  for (std::size_t i = 0; i < e3::tag_size; ++i) {
    auto& byte = *(sealed->end() - 1 - static_cast<std::ptrdiff_t>(i));
    byte = static_cast<std::uint8_t>(byte ^ 0x20U);
    const auto refused = opener.open({.bytes = *sealed, .aad = aad}, out);
    works = !refused && refused.error() == e3::Error::not_authentic && works;
    byte = static_cast<std::uint8_t>(byte ^ 0x20U);
  }
  const auto opened = opener.open({.bytes = *sealed, .aad = aad}, out);
  works = opened && opened->payload.size() == size && works;
  declare_public(out);
  works = std::all_of(out.begin(), out.end(), [](std::uint8_t byte) { return byte == 0x77; }) && works;
  const auto again = opener.open({.bytes = *sealed, .aad = aad}, out);
  return !again && again.error() == e3::Error::replayed && works;
}

}  // namespace constant_time
