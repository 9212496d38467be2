#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/epoch.hpp"

namespace e3 {

/// Names one traffic key in a counter store, so that no other key can use up, or restart, its counters.
///
/// `id` is the first 8 bytes of the key's commitment: it is public, and two keys share one with probability 2^-64.
struct KeyMark {
  static constexpr std::size_t id_size = 8;  ///< in bytes

  Epoch epoch{};
  std::array<std::uint8_t, id_size> id{};

  friend constexpr bool operator==(const KeyMark& a, const KeyMark& b) noexcept {
    return a.epoch == b.epoch && same<id_size>(a.id, b.id);
  }
};

}  // namespace e3
