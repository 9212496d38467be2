#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/address.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"

namespace e3 {

/// The full identity of a device: 1 to 16 bytes, unique in the fleet, part of the key schedule.
class DeviceId {
 public:
  static constexpr std::size_t max_size = Address::max_size;  ///< in bytes

  /// An ID of a size known at compile time; 0 or more than 16 bytes do not compile.
  template <std::size_t N>
    requires(N >= 1 && N <= max_size)
  explicit constexpr DeviceId(const std::array<std::uint8_t, N>& bytes) noexcept : address_{bytes} {}

  /// An ID from received or configured bytes. Errors: `address_size_invalid` for 0 or more than 16 bytes.
  [[nodiscard]] static constexpr Result<DeviceId> from(Bytes bytes) noexcept {
    const auto address = Address::from(bytes);
    if (!address || bytes.empty()) {
      return Error::address_size_invalid;
    }
    return DeviceId{*address};
  }

  /// The bytes; they live as long as this object.
  [[nodiscard]] constexpr Bytes bytes() const noexcept { return address_.bytes(); }

  /// Size in bytes.
  [[nodiscard]] constexpr std::size_t size() const noexcept { return address_.size(); }

  /// The ID as an address on the wire.
  [[nodiscard]] constexpr const Address& address() const noexcept { return address_; }

  /// Same size, same bytes. Not constant-time: a device ID is public.
  friend constexpr bool operator==(const DeviceId&, const DeviceId&) noexcept = default;

 private:
  explicit constexpr DeviceId(const Address& address) noexcept : address_{address} {}

  Address address_;
};

}  // namespace e3
