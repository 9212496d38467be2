#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <type_traits>
#include <utility>

#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"

namespace adversary {

/// The value of a result that the test's own set-up cannot go on without.
template <class T>
T must(e3::Result<T> result) {
  if (!result) {
    std::abort();
  }
  return *std::move(result);
}
inline void must(e3::Result<void> result) {
  if (!result) {
    std::abort();
  }
}

using RootBytes = std::array<std::uint8_t, e3::root_size>;

/// Different for each `seed`; the rest of the bytes do not matter to any test.
constexpr RootBytes root_bytes(std::uint8_t seed) {
  RootBytes bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(std::size_t{seed} * 31 + i * 7 + 1);
  }
  return bytes;
}

/// Payloads up to 64 bytes and counters up to 2^31, so that counters of four bytes can be had.
struct ManySmall {
  static constexpr std::size_t max_payload_size = 64;
  static constexpr std::uint64_t max_messages = std::uint64_t{1} << 31;
  static constexpr bool beyond_default_bound = true;
};

/// One envelope in a buffer of its own, with all that its receiver was told beside it.
struct Sealed {
  std::array<std::uint8_t, 256> buffer{};
  std::size_t size = 0;
  std::size_t header_size = 0;
  std::array<std::uint8_t, 16> aad_buffer{};
  std::size_t aad_size = 0;
  e3::Source from{};

  [[nodiscard]] e3::Bytes bytes() const { return e3::Bytes{buffer}.first(size); }
  [[nodiscard]] e3::Bytes header() const { return bytes().first(header_size); }
  [[nodiscard]] e3::Bytes body() const { return bytes().subspan(header_size); }
  [[nodiscard]] e3::Bytes aad() const { return e3::Bytes{aad_buffer}.first(aad_size); }
  [[nodiscard]] e3::Envelope envelope() const { return {.bytes = bytes(), .aad = aad(), .from = from}; }
};

/// What is sealed, and as whom.
struct Order {
  e3::DeviceId device;
  e3::Address alias{};
  e3::Epoch epoch{};
  e3::Counter counter{};
  std::uint32_t boot_salt = 0;
  std::size_t payload_size = 0;
  std::size_t aad_size = 0;
};

/// Seals one envelope at exactly this epoch and counter, the way a sender would: through `make_sealer`.
template <class Profile, e3::Side S, class Kdf>
Sealed seal_one(const e3::Root<S, Kdf>& root, const Order& order) {
  const auto mark = must(e3::sealing_mark<Profile>(root, order.device, order.epoch));
  e3::unsafe::VolatileCounterStore store{mark, order.counter};
  auto sealer =
      must(e3::make_sealer<Profile>(root, order.device, e3::CounterLease<e3::unsafe::VolatileCounterStore, 1>{store},
                                    e3::BootSalt{order.boot_salt}, order.alias));
  Sealed sealed;
  std::array<std::uint8_t, 64> payload{};
  for (std::size_t i = 0; i < payload.size(); ++i) {
    payload[i] = static_cast<std::uint8_t>(0xA0 + i + order.payload_size);
  }
  for (std::size_t i = 0; i < order.aad_size; ++i) {
    sealed.aad_buffer[i] = static_cast<std::uint8_t>('a' + i);
  }
  sealed.aad_size = order.aad_size;
  const auto envelope =
      must(sealer.seal({.payload = e3::Bytes{payload}.first(order.payload_size), .aad = sealed.aad()}, sealed.buffer));
  std::copy(envelope.begin(), envelope.end(), sealed.buffer.begin());
  sealed.size = envelope.size();
  sealed.header_size = envelope.size() - order.payload_size - e3::tag_size;
  return sealed;
}

}  // namespace adversary
