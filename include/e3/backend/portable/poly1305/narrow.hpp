#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>  // IWYU pragma: keep

#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/poly1305/thumb.hpp"  // IWYU pragma: keep
#include "e3/backend/portable/words.hpp"

// Implementation notes
//
// Only 32 x 32 to 32 bits is multiplied. Five limbs of 26 bits, each in halves of 13: a product of limbs is three
// products of halves (Karatsuba), whose sums over a column are collected apart. With l, m, h the sums of low x low,
// (low + high) x (low + high) and high x high, the column is l + 2^13 (m - l - h) + 2^26 h. The arithmetic is modulo
// 2^32 and exact. Limbs of h, with a block added, are below 2^27 + 2^10, so halves are below 2^13 and 2^14 + 1; those
// of 5 r are below 2^13 and 5 * 2^13. So h < 5 * 2^14 * 5 * 2^13 < 2^31.7 and m - l - h < 5 * (2^13 * 5 * 2^13 + 2^14 *
// 2^13) < 2^31.2, and the carry of a column, h and what is above 13 and 26 bits of the others, leaves room for the next
// column's l < 2^28.4 and 2^26.

namespace e3::detail {

template <Kernels K>
class Poly1305Narrow {
 public:
  /// Before `start` the one-time key, in `finish` the tag; a block may lie in the first four words.
  // NOLINTNEXTLINE(misc-non-private-member-variables-in-classes): it is lent to whoever feeds the hash.
  std::array<std::uint32_t, 16> work;

  /// 16 words that are of no use before `start` and after `finish`.
  constexpr std::uint32_t* free_memory() noexcept { return factors_.data(); }

  /// Not inlined, so that what it spills lies below the caller.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void start() noexcept {
    for (std::size_t i = 0; i < 4; ++i) {
      pad_[i] = work[4 + i];
    }
    to_limbs(work[0] & 0x0FFFFFFF, work[1] & 0x0FFFFFFC, work[2] & 0x0FFFFFFC, work[3] & 0x0FFFFFFC, 0);
    for (std::size_t i = 0; i < 5; ++i) {
      if constexpr (K.build == Build::fast) {
        set_factor(4 - i, work[i]);
        if (i > 0) {
          set_factor(9 - i, 5 * work[i]);
        }
      } else {
        factors_[i] = work[i];
      }
      h_[i] = 0;
    }
  }

  constexpr void block(const std::uint8_t* bytes) noexcept {
#if defined(__thumb__) && !defined(__thumb2__) && (defined(__GNUC__) || defined(__clang__))
    if (K.assembly != Assembly::none && K.build == Build::fast && loads_words<K>(bytes)) {
      poly1305_block_thumb(work.data(), reinterpret_cast<const std::uint32_t*>(bytes));
      return;
    }
#endif
    std::array<std::uint32_t, 4> words;
    load_words<K, 4>(bytes, words.data());
    for (std::size_t i = 0; i < 4; ++i) {
      work[i] = words[i];
    }
    block_in_work();
  }

  /// The block in the first four words of `work`.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void block_in_work() noexcept {
#if defined(__thumb__) && !defined(__thumb2__) && (defined(__GNUC__) || defined(__clang__))
    if constexpr (K.assembly != Assembly::none && K.build == Build::fast) {
      if (!std::is_constant_evaluated()) {
        poly1305_block_thumb(work.data(), work.data());
        return;
      }
    }
#endif
    to_limbs(work[0], work[1], work[2], work[3], 1);
    // Halves of h: low ones in words 0 to 4, high ones in 5 to 9.
    for (std::size_t i = 0; i < 5; ++i) {
      const std::uint32_t limb = work[i] + h_[i];
      work[i] = limb & 0x1FFF;
      work[5 + i] = limb >> 13;
    }
    std::uint32_t carry = 0;
    for (std::size_t column = 0; column < 5; ++column) {
      std::uint32_t low = 0;
      std::uint32_t middle = 0;
      std::uint32_t high = 0;
      for (std::size_t i = 0; i < 5; ++i) {
        const Factor r = factor(4 - column + i);
        low += work[i] * r.low;
        high += work[5 + i] * r.high;
        middle += (work[i] + work[5 + i]) * r.sum;
      }
      middle -= low + high;
      carry += low + ((middle & 0x1FFF) << 13);
      h_[column] = carry & limb_mask;
      carry = (carry >> 26) + (middle >> 13) + high;
    }
    h_[1] += (carry >> 26) * 5;
    carry = h_[0] + (carry & limb_mask) * 5;
    h_[0] = carry & limb_mask;
    h_[1] += carry >> 26;
  }

  /// Leaves the tag in the first four words of `work`. Not inlined, so that what it spills lies below the caller.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void finish() noexcept {
    std::uint32_t carry = 0;
    for (std::size_t turn = 0; turn < 2; ++turn) {
      for (std::uint32_t& limb : h_) {
        limb += carry;
        carry = limb >> 26;
        limb &= limb_mask;
      }
      carry *= 5;
    }
    h_[0] += carry;
    // h is below 2 p: its second representative is h + 5 - 2^130, right if that is not negative.
    carry = 5;
    for (std::size_t i = 0; i < 5; ++i) {
      work[i] = h_[i] + carry;
      carry = work[i] >> 26;
      work[i] &= limb_mask;
    }
    const std::uint32_t take = 0 - carry;
    for (std::size_t i = 0; i < 5; ++i) {
      h_[i] ^= (h_[i] ^ work[i]) & take;
    }
    carry = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::uint32_t word = h_[i] >> 6 * i | h_[i + 1] << (26 - 6 * i);
      // The carry by bits and not by comparison, of which a compiler may make a branch.
      const std::uint32_t sum = word + pad_[i] + carry;
      carry = ((word & pad_[i]) | ((word | pad_[i]) & ~sum)) >> 31;
      work[i] = sum;
    }
  }

 private:
  static constexpr std::uint32_t limb_mask = 0x3FFFFFF;

  struct Factor {
    std::uint32_t low;
    std::uint32_t sum;
    std::uint32_t high;
  };

  // The i-th of r4, r3, r2, r1, r0, 5 r4, 5 r3, 5 r2, 5 r1: a column takes five neighbours.
  constexpr Factor factor(std::size_t i) const noexcept {
    if constexpr (K.build == Build::fast) {
      return {factors_[i], factors_[9 + i], factors_[18 + i]};
    } else {
      const std::uint32_t limb = i < 5 ? factors_[4 - i] : 5 * factors_[9 - i];
      return {limb & 0x1FFF, (limb & 0x1FFF) + (limb >> 13), limb >> 13};
    }
  }

  constexpr void set_factor(std::size_t i, std::uint32_t limb) noexcept {
    factors_[i] = limb & 0x1FFF;
    factors_[18 + i] = limb >> 13;
    factors_[9 + i] = factors_[i] + factors_[18 + i];
  }

  constexpr void to_limbs(std::uint32_t w0, std::uint32_t w1, std::uint32_t w2, std::uint32_t w3,
                          std::uint32_t top) noexcept {
    work[0] = w0 & limb_mask;
    work[1] = (w0 >> 26 | w1 << 6) & limb_mask;
    work[2] = (w1 >> 20 | w2 << 12) & limb_mask;
    work[3] = (w2 >> 14 | w3 << 18) & limb_mask;
    work[4] = w3 >> 8 | top << 24;
  }

  std::array<std::uint32_t, 5> h_;
  // In `fast` the low halves of all factors, the sums of halves, the high halves, which assembly knows; in `tiny` r.
  std::array<std::uint32_t, K.build == Build::fast ? 27 : 5> factors_;
  std::array<std::uint32_t, 4> pad_;
};

}  // namespace e3::detail
