#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>  // IWYU pragma: keep

#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/poly1305/umaal.hpp"  // IWYU pragma: keep
#include "e3/backend/portable/repeat.hpp"
#include "e3/backend/portable/words.hpp"

// Implementation notes
//
// The accumulator is five words, h4 below 8. Clamping clears the low two bits of r1, r2 and r3, so that 2^128 r_j =
// 2^130 (r_j / 4) is 5 (r_j / 4) = r_j + r_j / 4 modulo 2^130 - 5: what lies at 2^128 and above comes back into the
// four columns below by that factor. Words of r are below 2^28 and those factors below 2^28.4, so a column, four
// products of 2^32 by them and a carry, is below 2^63.

namespace e3::detail {

template <Kernels K>
class Poly1305Wide {
 public:
  /// Before `start` the one-time key, in `finish` the tag; a block may lie in the first four words.
  // NOLINTNEXTLINE(misc-non-private-member-variables-in-classes): it is lent to whoever feeds the hash.
  std::array<std::uint32_t, 16> work;

  /// Memory for another kernel; this one has none to lend.
  constexpr std::uint32_t* free_memory() noexcept { return nullptr; }

  /// Not inlined, so that what it spills lies below the caller.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void start() noexcept {
    for (std::size_t i = 0; i < 4; ++i) {
      const std::uint32_t r = work[i] & (i == 0 ? 0x0FFFFFFFU : 0x0FFFFFFCU);
      if constexpr (K.build == Build::tiny) {
        factors_[i] = r;
      } else {
        factors_[3 + i] = r;
        if (i > 0) {
          factors_[i - 1] = r + (r >> 2);
        }
      }
      pad_[i] = work[4 + i];
    }
    h_ = {};
  }

#if defined(__GNUC__) || defined(__clang__)
  [[gnu::always_inline]]
#endif
  constexpr void block(const std::uint8_t* bytes) noexcept {
#if defined(__thumb2__) && defined(__ARM_FEATURE_DSP) && (defined(__GNUC__) || defined(__clang__))
    if constexpr (K.umaal && K.assembly != Assembly::none && K.build == Build::fast) {
      if (!std::is_constant_evaluated()) {
        if (!loads_words<K>(bytes)) {
          load_words<K, 4>(bytes, work.data());
          bytes = reinterpret_cast<const std::uint8_t*>(work.data());
        }
        poly1305_block_umaal(work.data(), bytes);
        return;
      }
    }
#endif
    if constexpr (K.build == Build::tiny) {
      load_words<K, 4>(bytes, work.data());
      block_in_work();
    } else {
      std::array<std::uint32_t, 4> words;
      load_words<K, 4>(bytes, words.data());
      std::array<std::uint32_t, 5> h = h_;
      std::array<std::uint32_t, 4> product;
      step(words, h, product);
    }
  }

  /// The block in the first four words of `work`.
  constexpr void block_in_work() noexcept { step(work, h_, work); }

  /// Leaves the tag in the first four words of `work`. Not inlined, so that what it spills lies below the caller.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void finish() noexcept {
    // h is below 2 p: its second representative is h + 5 - 2^130, right if that is not negative.
    std::uint64_t sum = 5;
    for (std::size_t i = 0; i < 4; ++i) {
      sum = (sum + h_[i]) >> 32;
    }
    const std::uint32_t take = 0 - ((h_[4] + static_cast<std::uint32_t>(sum)) >> 2);
    std::uint64_t reduced = 5 & take;
    sum = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      reduced += h_[i];
      sum += std::uint64_t{static_cast<std::uint32_t>(reduced)} + pad_[i];
      work[i] = static_cast<std::uint32_t>(sum);
      reduced >>= 32;
      sum >>= 32;
    }
  }

 private:
  // The i-th of 5/4 of r1, r2 and r3 and r0 to r3.
  constexpr std::uint32_t factor(std::size_t i) const noexcept {
    if constexpr (K.build == Build::fast) {
      return factors_[i];
    } else {
      const std::uint32_t r = factors_[(i + 1) % 4];
      return i < 3 ? r + (r >> 2) : r;
    }
  }

  // Adds `words` to `h`, multiplies and leaves the result in `h_`; `product` may be `words`, and `h` be `h_`.
  template <class Words, class Product>
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::always_inline]]
#endif
  constexpr void step(const Words& words, std::array<std::uint32_t, 5>& h, Product& product) noexcept {
    std::uint64_t sum = 0;
    repeat<K, 4>([&](std::size_t i) {
      sum = (sum >> 32) + h[i] + words[i];
      h[i] = static_cast<std::uint32_t>(sum);
    });
    h[4] += static_cast<std::uint32_t>(sum >> 32) + 1;

    sum = 0;
    repeat<K, 4>([&](std::size_t i) {
      sum = (sum >> 32) + (i == 0 ? 0 : h[4] * factor(i - 1));
      if constexpr (K.build == Build::fast) {
        sum += std::uint64_t{h[0]} * factor(3 + i) + std::uint64_t{h[1]} * factor(2 + i) +
               std::uint64_t{h[2]} * factor(1 + i) + std::uint64_t{h[3]} * factor(i);
      } else {
        for (std::size_t j = 0; j < 4; ++j) {
          sum += std::uint64_t{h[j]} * factor(3 + i - j);
        }
      }
      product[i] = static_cast<std::uint32_t>(sum);
    });
    const std::uint32_t high = h[4] * factor(3) + static_cast<std::uint32_t>(sum >> 32);

    sum = std::uint64_t{high >> 2} + (high & ~3U);
    repeat<K, 4>([&](std::size_t i) {
      sum += product[i];
      h_[i] = static_cast<std::uint32_t>(sum);
      sum >>= 32;
    });
    h_[4] = (high & 3) + static_cast<std::uint32_t>(sum);
  }

  // In `fast` 5/4 of r1, r2 and r3, then r0 to r3, which assembly knows; in `tiny` r alone.
  std::array<std::uint32_t, K.build == Build::fast ? 7 : 4> factors_;
  std::array<std::uint32_t, 5> h_;
  std::array<std::uint32_t, 4> pad_;
};

}  // namespace e3::detail
