#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/core/bytes.hpp"

namespace e3::detail {

/// Cuts strings into the blocks of 16 bytes that an AEAD authenticates. Strings given one after another are one string,
/// until `pad` fills up its last block with zeros.
///
/// `Hash` has `block(const std::uint8_t*)` and an array `work` of words. Between the calls its first four words hold an
/// unfinished block; in constant evaluation, where bytes cannot lie in words, `block_in_work()` takes it.
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
    const std::uint8_t* from = part.data();
    for (std::size_t left = part.size(); left > 0;) {
      if (used_ == 0 && left >= 16) {
        hash.block(from);
        from += 16;
        left -= 16;
      } else {
        put(*from++);
        --left;
      }
    }
  }

  constexpr void pad() noexcept {
    while (used_ > 0) {
      put(0);
    }
  }

 private:
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
    auto* const bytes = reinterpret_cast<std::uint8_t*>(hash.work.data());
    bytes[at] = byte;
    if (used_ == 0) {
      hash.block(bytes);
    }
  }

  std::size_t used_ = 0;
};

}  // namespace e3::detail
