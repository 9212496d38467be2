#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/poly1305/umaal.hpp"
#include "e3/backend/portable/words.hpp"

// Implementation notes
//
// The accumulator is five words, h4 below 8. A product has eight columns; what lies at 2^130 and above is folded back
// times 5, as 4 + 1. A step `sum = a * b + low + high` is exact: (2^32 - 1)^2 + 2 (2^32 - 1) = 2^64 - 1.

namespace e3::detail {

template <Kernels K>
class Poly1305Wide {
 public:
  /// Before `start` the one-time key, in `finish` the tag; a block may lie in the first four words.
  std::array<std::uint32_t, 16> work;

  /// Memory for another kernel; this one has none to lend.
  constexpr std::uint32_t* free_memory() noexcept { return nullptr; }

  constexpr void start() noexcept {
    r_[0] = work[0] & 0x0FFFFFFF;
    for (std::size_t i = 1; i < 4; ++i) {
      r_[i] = work[i] & 0x0FFFFFFC;
    }
    for (std::size_t i = 0; i < 4; ++i) {
      pad_[i] = work[4 + i];
    }
    h_ = {};
  }

  constexpr void block(const std::uint8_t* bytes) noexcept {
#if defined(__thumb2__) && defined(__ARM_FEATURE_DSP) && (defined(__GNUC__) || defined(__clang__))
    if constexpr (K.umaal && K.assembly && K.build == Build::fast) {
      if (!std::is_constant_evaluated()) {
        poly1305_block_umaal(work.data(), bytes);
        return;
      }
    }
#endif
    add(load_block<K>(bytes));
  }

  /// The block in the first four words of `work`.
  constexpr void block_in_work() noexcept {
    if (std::endian::native == std::endian::little && !std::is_constant_evaluated()) {
      block(reinterpret_cast<const std::uint8_t*>(work.data()));
    } else {
      add({work[0], work[1], work[2], work[3]});
    }
  }

  /// Leaves the tag in the first four words of `work`.
  constexpr void finish() noexcept {
    // h is below 2 p: its second representative is h + 5 - 2^130, right if that is not negative.
    std::uint64_t sum = 5;
    for (std::size_t i = 0; i < 4; ++i) {
      sum = (sum >> 32) + h_[i] + (i == 0 ? 5 : 0);
    }
    const std::uint32_t take = 0 - ((h_[4] + static_cast<std::uint32_t>(sum >> 32)) >> 2);
    std::uint64_t carry = 5 & take;
    std::uint64_t padded = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      carry += h_[i];
      padded += std::uint64_t{static_cast<std::uint32_t>(carry)} + pad_[i];
      work[i] = static_cast<std::uint32_t>(padded);
      carry >>= 32;
      padded >>= 32;
    }
  }

 private:
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::always_inline]]
#endif
  constexpr void
  add(const std::array<std::uint32_t, 4>& words) noexcept {
    if constexpr (K.build == Build::tiny) {
      rolled_block(words);
      return;
    }
    std::uint64_t sum = std::uint64_t{h_[0]} + words[0];
    const auto h0 = static_cast<std::uint32_t>(sum);
    sum = (sum >> 32) + h_[1] + words[1];
    const auto h1 = static_cast<std::uint32_t>(sum);
    sum = (sum >> 32) + h_[2] + words[2];
    const auto h2 = static_cast<std::uint32_t>(sum);
    sum = (sum >> 32) + h_[3] + words[3];
    const auto h3 = static_cast<std::uint32_t>(sum);
    const std::uint32_t h4 = h_[4] + static_cast<std::uint32_t>(sum >> 32) + 1;

    const auto [r0, r1, r2, r3] = r_;
    std::uint32_t a0 = 0;
    std::uint32_t a1 = 0;
    std::uint32_t a2 = 0;
    std::uint32_t a3 = 0;
    std::uint32_t a4 = 0;
    multiply(h0, r0, a0, a1);
    multiply(h0, r1, a1, a2);
    multiply(h0, r2, a2, a3);
    multiply(h0, r3, a3, a4);
    std::uint32_t a5 = 0;
    multiply(h1, r0, a1, a5);
    multiply(h1, r1, a2, a5);
    multiply(h1, r2, a3, a5);
    multiply(h1, r3, a4, a5);
    std::uint32_t a6 = 0;
    multiply(h2, r0, a2, a6);
    multiply(h2, r1, a3, a6);
    multiply(h2, r2, a4, a6);
    multiply(h2, r3, a5, a6);
    std::uint32_t a7 = 0;
    multiply(h3, r0, a3, a7);
    multiply(h3, r1, a4, a7);
    multiply(h3, r2, a5, a7);
    multiply(h3, r3, a6, a7);
    std::uint32_t carry = 0;
    multiply(h4, r0, a4, carry);
    multiply(h4, r1, a5, carry);
    multiply(h4, r2, a6, carry);
    a7 += h4 * r3 + carry;

    fold({a0, a1, a2, a3, a4, a5, a6, a7});
  }

  // high:low = a * b + low + high
  static constexpr void multiply(std::uint32_t a, std::uint32_t b, std::uint32_t& low, std::uint32_t& high) noexcept {
#if defined(__arm__) && defined(__ARM_FEATURE_DSP) && (defined(__GNUC__) || defined(__clang__))
    if constexpr (K.umaal) {
      if (!std::is_constant_evaluated()) {
        asm("umaal %0, %1, %2, %3" : "+r"(low), "+r"(high) : "r"(a), "r"(b));
        return;
      }
    }
#endif
    const std::uint64_t sum = std::uint64_t{a} * b + low + high;
    low = static_cast<std::uint32_t>(sum);
    high = static_cast<std::uint32_t>(sum >> 32);
  }

  constexpr void rolled_block(const std::array<std::uint32_t, 4>& words) noexcept {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      sum = (sum >> 32) + h_[i] + words[i];
      h_[i] = static_cast<std::uint32_t>(sum);
    }
    h_[4] += static_cast<std::uint32_t>(sum >> 32) + 1;
    std::array<std::uint32_t, 9> product{};
    for (std::size_t i = 0; i < 5; ++i) {
      std::uint32_t carry = 0;
      for (std::size_t j = 0; j < 4; ++j) {
        multiply(h_[i], r_[j], product[i + j], carry);
      }
      product[i + 4] = carry;
    }
    fold({product[0], product[1], product[2], product[3], product[4], product[5], product[6], product[7]});
  }

  // h = the product modulo 2^130 - 5, not fully reduced
  constexpr void fold(const std::array<std::uint32_t, 8>& a) noexcept {
    // Four times what lies above 2^130, then once.
    std::uint64_t sum = std::uint64_t{a[0]} + (a[4] & ~3U);
    const auto b0 = static_cast<std::uint32_t>(sum);
    sum = (sum >> 32) + a[1] + a[5];
    const auto b1 = static_cast<std::uint32_t>(sum);
    sum = (sum >> 32) + a[2] + a[6];
    const auto b2 = static_cast<std::uint32_t>(sum);
    sum = (sum >> 32) + a[3] + a[7];
    const auto b3 = static_cast<std::uint32_t>(sum);
    const std::uint32_t b4 = (a[4] & 3) + static_cast<std::uint32_t>(sum >> 32);
    sum = std::uint64_t{b0} + (a[4] >> 2 | a[5] << 30);
    h_[0] = static_cast<std::uint32_t>(sum);
    sum = (sum >> 32) + b1 + (a[5] >> 2 | a[6] << 30);
    h_[1] = static_cast<std::uint32_t>(sum);
    sum = (sum >> 32) + b2 + (a[6] >> 2 | a[7] << 30);
    h_[2] = static_cast<std::uint32_t>(sum);
    sum = (sum >> 32) + b3 + (a[7] >> 2);
    h_[3] = static_cast<std::uint32_t>(sum);
    h_[4] = b4 + static_cast<std::uint32_t>(sum >> 32);
  }

  // Assembly knows this order.
  std::array<std::uint32_t, 4> r_;
  std::array<std::uint32_t, 5> h_;
  std::array<std::uint32_t, 4> pad_;
};

}  // namespace e3::detail
