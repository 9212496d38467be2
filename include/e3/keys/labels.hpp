#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace e3::labels {

namespace detail {

template <std::size_t N>
consteval std::array<std::uint8_t, N - 1> ascii(const char (&text)[N]) noexcept {
  std::array<std::uint8_t, N - 1> bytes{};
  for (std::size_t i = 0; i + 1 < N; ++i) {
    bytes[i] = static_cast<std::uint8_t>(text[i]);
  }
  return bytes;
}

}  // namespace detail

/// Salt of HKDF-Extract, for roots and for a fleet secret.
inline constexpr auto extract_salt = detail::ascii("E3 v1");

/// Starts the info of a traffic key: then suite (1), direction (1), epoch (4), ID size (1), device ID.
inline constexpr auto traffic = detail::ascii("E3 v1 traffic");

/// The whole info of the next epoch's root, where the fleet ratchets.
inline constexpr auto ratchet = detail::ascii("E3 v1 ratchet");

/// Starts the info of a device's root under a fleet secret: then generation (4), ID size (1), device ID.
inline constexpr auto device = detail::ascii("E3 v1 device");

}  // namespace e3::labels
