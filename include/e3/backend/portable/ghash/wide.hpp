#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/ghash/block.hpp"
#include "e3/backend/portable/ghash/karatsuba.hpp"

// Implementation notes
//
// An integer product is one without carries if carries have room: each of the four parts of a word has every fourth
// bit, 8 of them, and three zeros before each. At one place of a product of two parts at most 8 bits meet, and the sum
// of two products that are 4 places apart is at most 7 + 8 = 15, which stays in its four bits. Only the lowest of
// those, the parity, is kept. 9 products of words are 144 multiplications.

namespace e3::detail {

/// GHASH for 32 x 32 to 64 bits in constant time.
class WideGhash {
 public:
  /// Takes the hash key `h`.
  constexpr void set(const GhashBlock& h) noexcept { operands_ = karatsuba_operands(divide_by_x(h)); }

  /// y h
#if defined(__GNUC__) && !defined(__clang__) && defined(__thumb__)
  [[gnu::optimize("no-schedule-insns")]]
#endif
  constexpr void multiply(GhashBlock& y) const noexcept {
    y = reduce(karatsuba(y, *this));
  }

  /// `x` times operand `i`: low word, high word.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::always_inline]]
#endif
  [[nodiscard]] constexpr std::array<std::uint32_t, 2>
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): Karatsuba alone calls it, with a number that it counts.
  product(std::uint32_t x, std::size_t i) const noexcept {
    const std::uint32_t y = operands_[i];
    constexpr std::uint32_t m0 = 0x11111111;
    constexpr std::uint32_t m1 = 0x22222222;
    constexpr std::uint32_t m2 = 0x44444444;
    constexpr std::uint32_t m3 = 0x88888888;
    const std::uint64_t x0 = x & m0;
    const std::uint64_t x1 = x & m1;
    const std::uint64_t x2 = x & m2;
    const std::uint64_t x3 = x & m3;
    const std::uint64_t y0 = y & m0;
    const std::uint64_t y1 = y & m1;
    const std::uint64_t y2 = y & m2;
    const std::uint64_t y3 = y & m3;
    const std::uint64_t a = (x0 * y0 + x1 * y3) ^ x2 * y2 ^ x3 * y1;
    const std::uint64_t b = (x0 * y1 + x2 * y3) ^ (x1 * y0 + x3 * y2);
    const std::uint64_t c = (x0 * y2 + x3 * y3) ^ x1 * y1 ^ x2 * y0;
    const std::uint64_t d = x0 * y3 ^ x1 * y2 ^ x2 * y1 ^ x3 * y0;
    const auto keep = [&](unsigned n) {
      return (static_cast<std::uint32_t>(a >> n) & m0) | (static_cast<std::uint32_t>(b >> n) & m1) |
             (static_cast<std::uint32_t>(c >> n) & m2) | (static_cast<std::uint32_t>(d >> n) & m3);
    };
    return {keep(0), keep(32)};
  }

 private:
  std::array<std::uint32_t, 9> operands_{};
};

}  // namespace e3::detail
