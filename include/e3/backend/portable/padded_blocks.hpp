#pragma once

#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"

namespace e3::detail {

/// Gives `first` and `second`, joined and filled up with zeros to a whole number of blocks, to `hash.block` in blocks of
/// 16 bytes: the form in which an AEAD authenticates a string. What is no whole block in one of the two is put together in
/// the 16 bytes at `rest`, which are `hash.block`'s then.
template <class Hash>
constexpr void absorb_padded(Hash& hash, std::uint8_t* rest, Bytes first, Bytes second) noexcept {
  std::size_t used = 0;
  for (std::size_t turn = 0; turn < 2; ++turn) {
    const Bytes part = turn == 0 ? first : second;
    const std::uint8_t* from = part.data();
    std::size_t left = part.size();
    while (left > 0) {
      if (used == 0 && left >= 16) {
        hash.block(from);
        from += 16;
        left -= 16;
        continue;
      }
      rest[used++] = *from++;
      --left;
      if (used == 16) {
        hash.block(rest);
        used = 0;
      }
    }
  }
  if (used > 0) {
    do {
      rest[used++] = 0;
    } while (used < 16);
    hash.block(rest);
  }
}

}  // namespace e3::detail
