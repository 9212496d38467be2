#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/words.hpp"

// Implementation notes
//
// Only 32 x 32 to 32 bits is multiplied. Five limbs of 26 bits, each in halves of 13: a product of limbs is three
// products of halves (Karatsuba), whose sums over a column are collected apart. With l, m, h the sums of low x low,
// (low + high) x (low + high) and high x high, the column is l + 2^13 (m - l - h) + 2^26 h. Limbs of h are below 2^26 +
// 2^10 and of 5 r below 2^28.4, so halves are below 2^13.1 and 2^15.4, m below 5 * 2^14.1 * 2^15.5 < 2^32.

namespace e3::detail {

template <Kernels K>
class Poly1305Narrow {
 public:
  constexpr void start(const std::array<std::uint32_t, 16>& key) noexcept {
    const std::array<std::uint32_t, 5> r = limbs(key[0] & 0x0FFFFFFF, key[1] & 0x0FFFFFFC, key[2] & 0x0FFFFFFC,
                                                 key[3] & 0x0FFFFFFC, 0);
    for (std::size_t i = 0; i < 5; ++i) {
      r_[4 - i] = split(r[i]);
      if (i > 0) {
        r_[9 - i] = split(5 * r[i]);
      }
    }
    for (std::size_t i = 0; i < 4; ++i) {
      pad_[i] = key[4 + i];
    }
    h_ = {};
  }

  constexpr void block(const std::uint8_t* bytes) noexcept {
    std::array<std::uint32_t, 4> words;
    load_block<K>(bytes, words);
    block(words);
  }

  constexpr void block(const std::array<std::uint32_t, 4>& words) noexcept {
    const std::array<std::uint32_t, 5> added = limbs(words[0], words[1], words[2], words[3], 1);
    std::array<Halves, 5> h;
    for (std::size_t i = 0; i < 5; ++i) {
      h[i] = split(h_[i] + added[i]);
    }
    std::uint32_t carry = 0;
    for (std::size_t column = 0; column < 5; ++column) {
      std::uint32_t low = 0;
      std::uint32_t middle = 0;
      std::uint32_t high = 0;
      for (std::size_t i = 0; i < 5; ++i) {
        const Halves& r = r_[4 - column + i];
        low += h[i].low * r.low;
        middle += (h[i].low + h[i].high) * (r.low + r.high);
        high += h[i].high * r.high;
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

  constexpr void finish(std::array<std::uint32_t, 4>& tag) noexcept {
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
    std::array<std::uint32_t, 5> other;
    carry = 5;
    for (std::size_t i = 0; i < 5; ++i) {
      other[i] = h_[i] + carry;
      carry = other[i] >> 26;
      other[i] &= limb_mask;
    }
    const std::uint32_t take = 0 - carry;
    for (std::size_t i = 0; i < 5; ++i) {
      h_[i] ^= (h_[i] ^ other[i]) & take;
    }
    const std::array<std::uint32_t, 4> words{h_[0] | h_[1] << 26, h_[1] >> 6 | h_[2] << 20, h_[2] >> 12 | h_[3] << 14,
                                             h_[3] >> 18 | h_[4] << 8};
    carry = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      // The carry by bits and not by comparison, of which a compiler may make a branch.
      const std::uint32_t sum = words[i] + pad_[i] + carry;
      carry = ((words[i] & pad_[i]) | ((words[i] | pad_[i]) & ~sum)) >> 31;
      tag[i] = sum;
    }
  }

 private:
  struct Halves {
    std::uint32_t low;
    std::uint32_t high;
  };
  static constexpr std::uint32_t limb_mask = 0x3FFFFFF;

  static constexpr Halves split(std::uint32_t limb) noexcept { return {limb & 0x1FFF, limb >> 13}; }

  static constexpr std::array<std::uint32_t, 5> limbs(std::uint32_t w0, std::uint32_t w1, std::uint32_t w2,
                                                      std::uint32_t w3, std::uint32_t top) noexcept {
    return {w0 & limb_mask, (w0 >> 26 | w1 << 6) & limb_mask, (w1 >> 20 | w2 << 12) & limb_mask,
            (w2 >> 14 | w3 << 18) & limb_mask, w3 >> 8 | top << 24};
  }

  // r4, r3, r2, r1, r0, 5 r4, 5 r3, 5 r2, 5 r1: a column is five neighbours.
  std::array<Halves, 9> r_;
  std::array<std::uint32_t, 5> h_;
  std::array<std::uint32_t, 4> pad_;
};

}  // namespace e3::detail
