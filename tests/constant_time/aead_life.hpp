#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"
#include "follow.hpp"

namespace constant_time {

inline constexpr std::array<std::size_t, 10> payload_sizes{0, 1, 15, 16, 17, 24, 63, 64, 65, 200};
inline constexpr std::size_t max_payload_size = 200;

/// Set-up, seal, open and reject of an AEAD whose key and payload are followed; the rest is public. True if it worked.
template <class A>
[[nodiscard]] bool live(e3::Suite suite, std::size_t size) {
  std::array<std::uint8_t, e3::key_size> key{};
  key.fill(0x5A);
  std::array<std::uint8_t, e3::nonce_size> nonce{};
  nonce.fill(0x31);
  std::array<std::uint8_t, 17> header{};
  std::array<std::uint8_t, 13> extra{};
  const e3::Aad aad{header, extra};
  std::array<std::uint8_t, max_payload_size + e3::tag_size> text{};
  text.fill(0x77);
  std::array<std::uint8_t, max_payload_size + e3::tag_size> other{};
  const auto payload = e3::MutableBytes{text}.first(size);
  const auto sealed = e3::MutableBytes{text}.first(size + e3::tag_size);
  const auto opened = e3::MutableBytes{other}.first(size);

  keep_secret(key);
  keep_secret(payload);
  A aead;
  if (!aead.rekey(suite, key)) {
    return false;
  }
  A moved{std::move(aead)};
  if (!moved.seal(nonce, aad, payload, sealed) || !moved.open(nonce, aad, sealed, opened)) {
    return false;
  }
  bool works = true;
  // A wrong bit in each byte of the tag: where the tags differ must not show.
  for (std::size_t i = 0; i < e3::tag_size; ++i) {
    auto& byte = text[size + i];
    byte = static_cast<std::uint8_t>(byte ^ 0x10U);
    works = !moved.open(nonce, aad, sealed, e3::MutableBytes{other}.last(size)) && works;
    byte = static_cast<std::uint8_t>(byte ^ 0x10U);
  }
  works = moved.open(nonce, aad, sealed, opened) && works;
  declare_public(opened);
  return works && std::all_of(opened.begin(), opened.end(), [](std::uint8_t byte) { return byte == 0x77; });
}

/// The same for each size.
template <class A>
[[nodiscard]] bool live(e3::Suite suite) {
  return std::all_of(payload_sizes.begin(), payload_sizes.end(),
                     [=](std::size_t size) { return live<A>(suite, size); });
}

}  // namespace constant_time
