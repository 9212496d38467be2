#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "secrets.hpp"

// Implementation notes
//
// Random secrets reach rare carries rarely. These are chosen: each key with each message.
//
// Poly1305 adds 2^128 to each block of 16 bytes and multiplies by r modulo p = 2^130 - 5. With r = 1 the sum after the
// blocks 2^128 - 1 and b is 2^129 - 1 + 2^128 + b, so b = 2^128 - 5, 2^128 - 4 and 2^128 - 3 make p - 1, p and p + 1.
// For GHASH the first 16 bytes are the hash key H: 0, 1, x^127, x, all ones.

namespace constant_time {

using SecretBytes = std::array<std::uint8_t, secret_size>;

/// Keys: r and s of Poly1305, or H.
[[nodiscard]] inline std::vector<std::array<std::uint8_t, secret_key_size>> edge_keys() {
  using Key = std::array<std::uint8_t, secret_key_size>;
  std::vector<Key> keys;
  const auto filled = [&](std::uint8_t first_half, std::uint8_t second_half) {
    Key key{};
    for (std::size_t i = 0; i < key.size(); ++i) {
      key[i] = i < 16 ? first_half : second_half;
    }
    keys.push_back(key);
  };
  filled(0, 0);
  filled(0xFF, 0xFF);
  filled(0, 0xFF);
  filled(0xFF, 0);
  filled(0x55, 0xAA);
  filled(0x80, 0x01);
  const auto set = [&](std::size_t at, std::uint8_t byte, std::uint8_t second_half) {
    filled(0, second_half);
    keys.back()[at] = byte;
  };
  for (const std::uint8_t second_half : {std::uint8_t{0}, std::uint8_t{0xFF}}) {
    set(0, 1, second_half);
    set(0, 0x80, second_half);
    set(15, 1, second_half);
    set(15, 0x0F, second_half);
  }
  // One limb of 26 bits, one of 32 and one of 64 at its largest.
  for (const std::size_t limb_bits : {std::size_t{26}, std::size_t{32}, std::size_t{64}}) {
    for (std::size_t first = 0; first < 128; first += limb_bits) {
      filled(0, 0xFF);
      for (std::size_t bit = first; bit < first + limb_bits && bit < 128; ++bit) {
        auto& byte = keys.back()[bit / 8];
        byte = static_cast<std::uint8_t>(byte | 1U << bit % 8);
      }
    }
  }
  return keys;
}

/// Messages of four blocks.
[[nodiscard]] inline std::vector<std::array<std::uint8_t, secret_message_size>> edge_messages() {
  using Message = std::array<std::uint8_t, secret_message_size>;
  std::vector<Message> messages;
  for (const std::uint8_t byte : {std::uint8_t{0}, std::uint8_t{0xFF}, std::uint8_t{0x80}, std::uint8_t{0x01}}) {
    messages.emplace_back().fill(byte);
  }
  for (const std::uint8_t low : {std::uint8_t{0xFA}, std::uint8_t{0xFB}, std::uint8_t{0xFC}, std::uint8_t{0xFD}}) {
    // The sum is at the edge after the second block, and after the last.
    messages.emplace_back().fill(0xFF);
    messages.back()[16] = low;
    messages.emplace_back().fill(0xFF);
    messages.back()[48] = low;
  }
  return messages;
}

/// Each of these keys with each of these messages.
[[nodiscard]] inline std::vector<SecretBytes> edge_secrets() {
  std::vector<SecretBytes> secrets;
  for (const auto& key : edge_keys()) {
    for (const auto& message : edge_messages()) {
      auto& secret = secrets.emplace_back();
      for (std::size_t i = 0; i < secret.size(); ++i) {
        secret[i] = i < key.size() ? key[i] : message[i - key.size()];
      }
    }
  }
  return secrets;
}

}  // namespace constant_time
