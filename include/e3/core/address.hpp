#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"

namespace e3 {

/// What an envelope says about its device: 0 to 16 bytes, a device ID, an alias, or nothing (then the transport tells).
///
/// An address is a claim on the wire. State, limits and keys go by the full `DeviceId`.
class Address {
 public:
  static constexpr std::size_t max_size = 16;  ///< in bytes

  /// The empty address.
  constexpr Address() noexcept = default;

  /// An address of a size known at compile time; more than 16 bytes do not compile.
  template <std::size_t N>
    requires(N <= max_size)
  explicit constexpr Address(const std::array<std::uint8_t, N>& bytes) noexcept {
    static_cast<void>(assign(bytes));
  }

  /// An address from received or configured bytes. Errors: `address_size_invalid` for more than 16 bytes.
  [[nodiscard]] static constexpr Result<Address> from(Bytes bytes) noexcept {
    Result<Address> address{std::in_place};
    if (!address->assign(bytes)) {
      address = Error::address_size_invalid;
    }
    return address;
  }

  /// Becomes an address of these bytes. False for more than 16 bytes; then it is what it was.
  [[nodiscard]] constexpr bool assign(Bytes bytes) noexcept {
    if (bytes.size() > max_size) {
      return false;
    }
    bytes_ = {};
    copy_short(bytes, bytes_);
    size_ = static_cast<std::uint8_t>(bytes.size());
    return true;
  }

  /// The bytes; they live as long as this object.
  [[nodiscard]] constexpr Bytes bytes() const noexcept { return Bytes{bytes_}.first(size_); }

  /// The bytes and behind them zeros, 16 in all: for copies of a fixed size.
  [[nodiscard]] constexpr FixedBytes<max_size> padded() const noexcept { return bytes_; }

  /// Size in bytes.
  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }

  /// Same size, same bytes. Not constant-time: an address is public.
  friend constexpr bool operator==(const Address& a, const Address& b) noexcept {
    return a.size_ == b.size_ && same<max_size>(a.bytes_, b.bytes_);
  }

 private:
  // The bytes past size_ stay zero, so that comparing all of them is right.
  std::array<std::uint8_t, max_size> bytes_{};
  std::uint8_t size_ = 0;
};

}  // namespace e3
