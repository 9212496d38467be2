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
/// `Hash` has `block(const std::uint8_t*)` and an array `work` of words, whose first four hold an unfinished block
/// between the calls; in constant evaluation, where bytes cannot lie in words, `block_in_work()` takes it.
template <Kernels K, class Hash>
class PaddedBlocks {
 public:
  /// The hash, for all but the strings.
  // NOLINTNEXTLINE(misc-non-private-member-variables-in-classes): its other members are the user's to call.
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
    const std::uint8_t* from = part.data();
    std::size_t left = part.size();
    // One place calls `block`, so that it can be inlined.
    while (left > 0 || (ends && used_ > 0)) {
      const std::uint8_t* at = from;
      if (used_ == 0 && left >= 16) {
        from += 16;
        left -= 16;
      } else if (take_rest(from, left) || ends) {
        at = bytes();
        used_ = 0;
      } else {
        return;
      }
      hash.block(at);
    }
  }

  /// Ends with the AEAD's last block: both sizes in bytes, little-endian (RFC 8439, section 2.8).
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): in the order of the block.
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

  // Moves bytes to the unfinished block, and whether it is whole then.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::always_inline]]
#endif
  bool take_rest(const std::uint8_t*& from, std::size_t& left) noexcept {
    std::uint8_t* const rest = bytes();
    std::size_t used = used_;
    if (used == 0) {
      for (std::size_t i = 0; i < 4; ++i) {
        hash.work[i] = 0;
      }
      if (loads_words<K>(from)) {
        for (; left >= 4; left -= 4, used += 4, from += 4) {
          store_word<K>(load_word<K>(from), rest + used);
        }
      }
    }
    for (; left > 0 && used < 16; --left) {
      rest[used++] = *from++;
    }
    used_ = used;
    return used == 16;
  }

  std::uint8_t* bytes() noexcept { return reinterpret_cast<std::uint8_t*>(hash.work.data()); }

  std::size_t used_ = 0;
};

}  // namespace e3::detail
