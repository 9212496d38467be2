#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace e3 {

/// The number whose bytes in memory are those of `number` in big-endian order; applied twice, `number` again.
#if defined(__GNUC__) || defined(__clang__)
[[gnu::always_inline]]
#endif
[[nodiscard]] constexpr std::uint32_t
big_endian(std::uint32_t number) noexcept {
  if constexpr (std::endian::native == std::endian::big) {
    return number;
  } else {
#if defined(__GNUC__) || defined(__clang__)
    return __builtin_bswap32(number);
#else
    return number << 24 | (number & 0xFF00) << 8 | (number >> 8 & 0xFF00) | number >> 24;
#endif
  }
}

/// The four bytes from `from` on as a big-endian number; in this form compilers see one load.
[[nodiscard]] constexpr std::uint32_t load_big_endian(const std::uint8_t* from) noexcept {
  return std::uint32_t{from[0]} << 24 | std::uint32_t{from[1]} << 16 | std::uint32_t{from[2]} << 8 | from[3];
}

/// The first `size` bytes (0 to 4) from `from` on as a big-endian number. Four are read, whatever `size` is.
#if defined(__OPTIMIZE_SIZE__)
[[gnu::noinline]]
#endif
[[nodiscard]] constexpr std::uint32_t
load_big_endian(const std::uint8_t* from, std::size_t size) noexcept {
#if defined(__OPTIMIZE_SIZE__)
  // A loop, called and not repeated: an envelope has three such numbers.
  std::uint32_t number = 0;
  for (; size > 0; --size) {
    number = number << 8 | *from++;
  }
  return number;
#else
  return size == 0 ? 0 : load_big_endian(from) >> (32 - 8 * size);
#endif
}

/// Writes `number` as four big-endian bytes from `to` on.
constexpr void store_big_endian(std::uint32_t number, std::uint8_t* to) noexcept {
  to[0] = static_cast<std::uint8_t>(number >> 24);
  to[1] = static_cast<std::uint8_t>(number >> 16);
  to[2] = static_cast<std::uint8_t>(number >> 8);
  to[3] = static_cast<std::uint8_t>(number);
}

}  // namespace e3
