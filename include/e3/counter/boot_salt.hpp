#pragma once

#include <cstdint>

namespace e3 {

/// Four bytes drawn once per boot that go into every nonce, so that a repeated counter alone does not repeat a nonce.
///
/// A counter store that was rolled back (a restored image, a cloned flash) then repeats a nonce with probability 2^-32
/// per pair of boots, and the cloud sees the changed salt. On the wire it costs 4 bytes in the compact envelope, none
/// in the standard one.
class BootSalt {
 public:
  /// A salt from the device's random source, for example `BootSalt{trng()}`. A drawn 0 is the same as `none()`.
  explicit constexpr BootSalt(std::uint32_t random) noexcept : value_{random} {}

  /// No salt, for a device without a random source: nonces then rest on the counter store alone.
  [[nodiscard]] static constexpr BootSalt none() noexcept { return BootSalt{0}; }

  /// The salt; 0 is none.
  [[nodiscard]] constexpr std::uint32_t value() const noexcept { return value_; }

 private:
  std::uint32_t value_;
};

}  // namespace e3
