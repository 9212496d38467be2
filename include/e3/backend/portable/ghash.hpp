#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>  // IWYU pragma: keep

#include "e3/backend/portable/ghash/block.hpp"
#include "e3/backend/portable/ghash/double_wide.hpp"
#include "e3/backend/portable/ghash/narrow.hpp"
#include "e3/backend/portable/ghash/serial.hpp"
#include "e3/backend/portable/ghash/wide.hpp"
#include "e3/backend/portable/kernels.hpp"
#include "e3/core/big_endian.hpp"
#include "e3/core/bytes.hpp"

namespace e3::detail {

template <Kernels K>
constexpr auto ghash_kernel() noexcept {
  if constexpr (K.build == Build::tiny) {
    return SerialGhash{};
  } else if constexpr (K.multiplier == Multiplier::narrow) {
    return NarrowGhash<K.assembly>{};
  } else if constexpr (K.multiplier == Multiplier::wide) {
    return WideGhash{};
  } else {
#if defined(__SIZEOF_INT128__)
    return DoubleWideGhash{};
#else
    static_assert(K.multiplier != Multiplier::double_wide, "e3: this compiler has no integers of 128 bits");
#endif
  }
}

/// The hash key of GHASH in the form that the kernel of `K` multiplies by.
template <Kernels K>
using GhashKey = decltype(ghash_kernel<K>());

/// GHASH (NIST SP 800-38D, section 6.4) of a sequence of strings, each padded with zeros to whole blocks.
template <Kernels K>
class Ghash {
 public:
  /// Of nothing yet. `key` is used as long as this object is.
  constexpr explicit Ghash(const GhashKey<K>& key) noexcept : key_{key} {}

  /// Appends bytes to the current string.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void update(Bytes data) noexcept {
    const std::uint8_t* from = data.data();
    std::size_t left = data.size();
    while (left > 0) {
      if (K.build != Build::tiny && left >= 4 && used_ % 4 == 0) {
        y_[used_ / 4] ^= load_big_endian(from);
        used_ += 4;
        from += 4;
        left -= 4;
      } else {
        y_[used_ / 4] ^= std::uint32_t{*from++} << (24 - used_ % 4 * 8);
        ++used_;
        --left;
      }
      if (used_ == 16) {
        multiply();
      }
    }
  }

  /// Ends the current string.
  constexpr void pad() noexcept {
    if (used_ > 0) {
      multiply();
    }
  }

  /// Appends the block of the sizes of both strings, in bytes; the hash of everything.
  constexpr const GhashBlock& finish(std::size_t first, std::size_t second) noexcept {
    y_[0] ^= high_bits(first);
    y_[1] ^= static_cast<std::uint32_t>(first) << 3;
    y_[2] ^= high_bits(second);
    y_[3] ^= static_cast<std::uint32_t>(second) << 3;
    multiply();
    return y_;
  }

 private:
  static constexpr std::uint32_t high_bits(std::size_t size) noexcept {
    return static_cast<std::uint32_t>(std::uint64_t{size} >> 29);
  }
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void multiply() noexcept {
    key_.multiply(y_);
    used_ = 0;
  }

  const GhashKey<K>& key_;
  GhashBlock y_{};
  std::size_t used_ = 0;
};

}  // namespace e3::detail
