#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/words.hpp"
#include "e3/core/bytes.hpp"

namespace e3::detail {

/// Cuts strings into the blocks of 16 bytes that an AEAD authenticates.
///
/// `Hash` has `block(const std::uint8_t*)` and an array `work` of words, whose first four hold an unfinished block between
/// the calls; in constant evaluation, where bytes cannot lie in words, `block_in_work()` takes it.
template <Kernels K, class Hash>
class PaddedBlocks {
 public:
  /// The hash, for all but the strings.
  Hash hash;

  /// Takes more of a string. Where `ends`, it ends with it, filled up with zeros to a whole block.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void update(Bytes part, bool ends) noexcept {
    if (K.build == Build::tiny || std::is_constant_evaluated()) {
      std::size_t i = 0;
      while (i < part.size() || (ends && used_ > 0)) {
        put(i < part.size() ? part[i] : std::uint8_t{0});
        ++i;
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
        if (used == 0) {
          if (left == 0) {
            break;
          }
          clear_rest();
        }
        std::uint8_t* const rest = bytes();
        if (used == 0 && loads_words<K>(from)) {
          for (; left >= 4; left -= 4, used += 4, from += 4) {
            store_word<K>(load_word<K>(from), rest + used);
          }
        }
        for (; left > 0 && used < 16; --left) {
          rest[used++] = *from++;
        }
        if (used < 16 && !ends) {
          break;
        }
        used = 0;
        at = rest;
      }
      hash.block(at);
    }
    used_ = used;
  }

  /// Ends with the AEAD's last block: both sizes in bytes, little-endian (RFC 8439, section 2.8).
  constexpr void sizes(std::size_t aad, std::uint64_t text) noexcept {
    hash.work[0] = static_cast<std::uint32_t>(aad);
    hash.work[1] = 0;
    hash.work[2] = static_cast<std::uint32_t>(text);
    hash.work[3] = static_cast<std::uint32_t>(text >> 32);
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little) {
      hash.block_in_work();
    } else {
      update({bytes(), 16}, true);
    }
  }

 private:
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::always_inline]]
#endif
  constexpr void put(std::uint8_t byte) noexcept {
    const std::size_t at = used_;
    used_ = (at + 1) % 16;
    if (std::is_constant_evaluated()) {
      std::uint32_t& word = hash.work[at / 4];
      word = (at % 4 == 0 ? 0 : word) | std::uint32_t{byte} << 8 * (at % 4);
      if (used_ == 0) {
        hash.block_in_work();
      }
      return;
    }
    bytes()[at] = byte;
    if (used_ == 0) {
      hash.block(bytes());
    }
  }

  void clear_rest() noexcept {
    for (std::size_t i = 0; i < 4; ++i) {
      hash.work[i] = 0;
    }
  }

  std::uint8_t* bytes() noexcept { return reinterpret_cast<std::uint8_t*>(hash.work.data()); }

  std::size_t used_ = 0;
};

}  // namespace e3::detail
