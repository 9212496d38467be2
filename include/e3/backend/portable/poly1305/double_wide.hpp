#pragma once

#include <array>
#include <cstdint>

#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/words.hpp"

// Implementation notes
//
// The accumulator is h0 + 2^64 h1 + 2^128 h2 with h2 below 8. Clamping clears the low two bits of r1, so that
// 2^128 h1 r1 = 2^130 h1 (r1 / 4) is 5 h1 (r1 / 4) = h1 (r1 + r1 / 4) modulo 2^130 - 5: one product for both halves of
// the wrap. r0 and r1 are below 2^60 and a column adds at most three products, so it stays below 2^128.

namespace e3::detail {

#if defined(__SIZEOF_INT128__)

template <Kernels K>
class Poly1305DoubleWide {
  __extension__ using Wide = unsigned __int128;

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
    r_[0] = joined(work[0], work[1]) & 0x0FFFFFFC0FFFFFFF;
    r_[1] = joined(work[2], work[3]) & 0x0FFFFFFC0FFFFFFC;
    pad_[0] = joined(work[4], work[5]);
    pad_[1] = joined(work[6], work[7]);
    h_ = {};
  }

  constexpr void block(const std::uint8_t* bytes) noexcept {
    std::array<std::uint32_t, 4> words;
    load_words<K, 4>(bytes, words.data());
    add(words);
  }

  /// The block in the first four words of `work`.
  constexpr void block_in_work() noexcept { add({work[0], work[1], work[2], work[3]}); }

  /// Leaves the tag in the first four words of `work`. Not inlined, so that what it spills lies below the caller.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void finish() noexcept {
    // h is below 2 p: its second representative is h + 5 - 2^130, right if that is not negative.
    Wide sum = Wide{h_[0]} + 5;
    const auto g0 = static_cast<std::uint64_t>(sum);
    sum = (sum >> 64) + h_[1];
    const auto g1 = static_cast<std::uint64_t>(sum);
    const std::uint64_t take = 0 - ((h_[2] + static_cast<std::uint64_t>(sum >> 64)) >> 2);
    sum = Wide{h_[0] ^ ((h_[0] ^ g0) & take)} + pad_[0];
    const auto t0 = static_cast<std::uint64_t>(sum);
    const std::uint64_t t1 = (h_[1] ^ ((h_[1] ^ g1) & take)) + pad_[1] + static_cast<std::uint64_t>(sum >> 64);
    work[0] = static_cast<std::uint32_t>(t0);
    work[1] = static_cast<std::uint32_t>(t0 >> 32);
    work[2] = static_cast<std::uint32_t>(t1);
    work[3] = static_cast<std::uint32_t>(t1 >> 32);
  }

 private:
  constexpr void add(const std::array<std::uint32_t, 4>& words) noexcept {
    const Wide added = joined(joined(words[0], words[1]), joined(words[2], words[3]));
    const Wide h = joined(h_[0], h_[1]) + added;
    const auto h0 = static_cast<std::uint64_t>(h);
    const auto h1 = static_cast<std::uint64_t>(h >> 64);
    const std::uint64_t h2 = h_[2] + static_cast<std::uint64_t>(h < added) + 1;

    const std::uint64_t wrapped = r_[1] + (r_[1] >> 2);
    const std::uint64_t wrapped_high = h2 * wrapped;
    const Wide low = Wide{h0} * r_[0] + Wide{h1} * wrapped;
    const Wide middle = Wide{h0} * r_[1] + Wide{h1} * r_[0] + wrapped_high + (low >> 64);
    const std::uint64_t high = h2 * r_[0] + static_cast<std::uint64_t>(middle >> 64);

    const std::uint64_t folded = (high >> 2) + (high & ~std::uint64_t{3});
    const Wide sum = joined(static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(middle)) + folded;
    h_[0] = static_cast<std::uint64_t>(sum);
    h_[1] = static_cast<std::uint64_t>(sum >> 64);
    h_[2] = (high & 3) + static_cast<std::uint64_t>(sum < folded);
  }

  static constexpr std::uint64_t joined(std::uint32_t low, std::uint32_t high) noexcept {
    return low | std::uint64_t{high} << 32;
  }

  static constexpr Wide joined(std::uint64_t low, std::uint64_t high) noexcept { return low | Wide{high} << 64; }

  std::array<std::uint64_t, 2> r_;
  std::array<std::uint64_t, 3> h_;
  std::array<std::uint64_t, 2> pad_;
};

#else

// A machine without the wide type has another multiplier.
template <Kernels>
class Poly1305DoubleWide;

#endif

}  // namespace e3::detail
