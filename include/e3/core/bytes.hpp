#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace e3 {

/// Bytes that are only read. May be empty; an empty span may hold a null pointer.
using Bytes = std::span<const std::uint8_t>;

/// Bytes that are written.
using MutableBytes = std::span<std::uint8_t>;

/// Exactly `N` bytes that are only read: a wrong size does not compile.
template <std::size_t N>
using FixedBytes = std::span<const std::uint8_t, N>;

/// Exactly `N` bytes that are written.
template <std::size_t N>
using MutableFixedBytes = std::span<std::uint8_t, N>;

/// Copies `N` bytes, 1 or more; the two may not overlap. Public bytes only: a wide copy leaves them in registers.
template <std::size_t N>
constexpr void copy(FixedBytes<N> from, MutableFixedBytes<N> to) noexcept {
#if defined(__GNUC__) || defined(__clang__)
  if (!std::is_constant_evaluated()) {
    __builtin_memcpy(to.data(), from.data(), N);
    return;
  }
#endif
  for (std::size_t i = 0; i < N; ++i) {
    to[i] = from[i];
  }
}

/// Copies a short run of bytes to the start of `to`, which is as large at least; the two may not overlap. Public bytes
/// only.
constexpr void copy_short(Bytes from, MutableBytes to) noexcept {
  const std::uint8_t* in = from.data();
  std::uint8_t* out = to.data();
  std::size_t left = from.size();
#if (defined(__GNUC__) || defined(__clang__)) && !defined(__OPTIMIZE_SIZE__)
  // In words, of which the last two may overlap: for 11 bytes 15 instructions, where a loop over bytes or memcpy takes
  // 50.
  if (!std::is_constant_evaluated() && left >= 8) {
    const std::uint8_t* const last_in = in + left - 8;
    std::uint8_t* const last_out = out + left - 8;
    for (; in < last_in; in += 8, out += 8) {
      __builtin_memcpy(out, in, 8);
    }
    __builtin_memcpy(last_out, last_in, 8);
    return;
  }
#endif
  while (left-- > 0) {
    *out++ = *in++;
  }
}

/// True if both hold the same `N` bytes, 1 or more. Public bytes only: it stops at the first difference; see `equal`.
template <std::size_t N>
[[nodiscard]] constexpr bool same(FixedBytes<N> first, FixedBytes<N> second) noexcept {
#if defined(__GNUC__) || defined(__clang__)
  if (!std::is_constant_evaluated()) {
    return __builtin_memcmp(first.data(), second.data(), N) == 0;
  }
#endif
  for (std::size_t i = 0; i < N; ++i) {
    if (first[i] != second[i]) {
      return false;
    }
  }
  return true;
}

/// True if the two ranges share at least one byte. Empty ranges share nothing.
[[nodiscard]] inline bool overlaps(Bytes first, Bytes second) noexcept {
  // Integers, because comparing pointers into different objects is unspecified.
  const auto a = reinterpret_cast<std::uintptr_t>(first.data());
  const auto b = reinterpret_cast<std::uintptr_t>(second.data());
  return !first.empty() && !second.empty() && a < b + second.size() && b < a + first.size();
}

}  // namespace e3
