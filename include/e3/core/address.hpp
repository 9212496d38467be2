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
    if (auto assigned = address->assign(bytes); !assigned) {
      address = assigned.error();
    }
    return address;
  }

  /// Becomes an address from received or configured bytes. Errors: `address_size_invalid` for more than 16 bytes; then
  /// it is what it was.
  [[nodiscard]] constexpr Result<void> assign(Bytes bytes) noexcept {
    if (bytes.size() > max_size) {
      return Error::address_size_invalid;
    }
    size_ = static_cast<std::uint8_t>(bytes.size());
    for (std::size_t i = 0; i < max_size; ++i) {
      bytes_[i] = i < bytes.size() ? bytes[i] : 0;
    }
    return {};
  }

  /// The bytes; they live as long as this object.
  [[nodiscard]] constexpr Bytes bytes() const noexcept { return Bytes{bytes_}.first(size_); }

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
