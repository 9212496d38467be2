#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/core/bytes.hpp"

namespace e3::detail {

/// Cuts strings into the blocks of 16 bytes that an AEAD authenticates. Strings given one after another are one string,
/// until `pad` fills up its last block with zeros.
///
/// `Hash` has `block(const std::uint8_t*)` and an array `work` of words, whose first four hold an unfinished block between
/// the calls; in constant evaluation, where bytes cannot lie in words, `block_in_work()` takes it.
template <class Hash>
class PaddedBlocks {
 public:
  /// The hash, for all but the strings.
  Hash hash;

#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void
  update(Bytes part) noexcept {
    if (std::is_constant_evaluated()) {
      for (const std::uint8_t byte : part) {
        put(byte);
      }
      return;
    }
    // One place calls `block`, so that it can be inlined.
    const std::uint8_t* from = part.data();
    std::size_t left = part.size();
    std::size_t used = used_;
    while (true) {
      const std::uint8_t* at = from;
      if (used == 0 && left >= 16) {
        from += 16;
        left -= 16;
      } else {
        std::uint8_t* const rest = bytes();
        for (; left > 0 && used < 16; --left) {
          rest[used++] = *from++;
        }
        if (used < 16) {
          used_ = used;
          return;
        }
        used = 0;
        at = rest;
      }
      hash.block(at);
    }
  }

  constexpr void pad() noexcept {
    if (used_ == 0) {
      return;
    }
    if (std::is_constant_evaluated()) {
      while (used_ > 0) {
        put(0);
      }
      return;
    }
    for (std::size_t i = used_; i < 16; ++i) {
      bytes()[i] = 0;
    }
    used_ = 0;
    update({bytes(), 16});
  }

  /// Ends the strings with the AEAD's last block: both sizes in bytes, little-endian (RFC 8439, section 2.8).
  constexpr void sizes(std::size_t aad, std::uint64_t text) noexcept {
    hash.work[0] = static_cast<std::uint32_t>(aad);
    hash.work[1] = 0;
    hash.work[2] = static_cast<std::uint32_t>(text);
    hash.work[3] = static_cast<std::uint32_t>(text >> 32);
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little) {
      hash.block_in_work();
    } else {
      update({bytes(), 16});
    }
  }

 private:
  // For constant evaluation.
  constexpr void put(std::uint8_t byte) noexcept {
    const std::size_t at = used_;
    used_ = (at + 1) % 16;
    std::uint32_t& word = hash.work[at / 4];
    word = (at % 4 == 0 ? 0 : word) | std::uint32_t{byte} << 8 * (at % 4);
    if (used_ == 0) {
      hash.block_in_work();
    }
  }

  std::uint8_t* bytes() noexcept { return reinterpret_cast<std::uint8_t*>(hash.work.data()); }

  std::size_t used_ = 0;
};

}  // namespace e3::detail
