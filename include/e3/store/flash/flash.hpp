#pragma once

#include <concepts>
#include <cstdint>

#include "e3/core/bytes.hpp"

namespace e3 {

/// Two pages of NOR flash, or of anything that behaves like it: erased bytes are 0xFF, programming only clears bits,
/// and only a whole page is erased. A driver for a chip implements it in a few lines.
///
///  - `F::page_size`: bytes of one page, a multiple of 32. Page 0 and page 1 are used, nothing else.
///  - `read(page, offset, out)` fills `out`.
///  - `program(page, offset, in)` writes 32 or 64 bytes at a multiple of their number, where all was erased and nothing
///    programmed since. The root store also programs zeros over anything.
///  - `erase(page)` sets a page to 0xFF; it may be cut short by a power loss and leave anything behind.
/// Each returns false if the chip reports a fault. Success is not trusted: the store reads back what it programmed.
template <class F>
concept Flash = requires(F flash, std::uint32_t page, std::uint32_t offset, MutableBytes out, Bytes in) {
  { F::page_size } -> std::convertible_to<std::uint32_t>;
  { flash.read(page, offset, out) } noexcept -> std::same_as<bool>;
  { flash.program(page, offset, in) } noexcept -> std::same_as<bool>;
  { flash.erase(page) } noexcept -> std::same_as<bool>;
};

/// Names the requirement that `F` misses. Always true where it compiles.
template <class F>
consteval bool explain_flash() noexcept {
  constexpr bool has_page_size = requires {
    { F::page_size } -> std::convertible_to<std::uint32_t>;
  };
  static_assert(has_page_size, "e3: a Flash needs `static constexpr std::uint32_t page_size`");
  constexpr bool has_read = requires(F flash, std::uint32_t number, MutableBytes out) {
    { flash.read(number, number, out) } noexcept -> std::same_as<bool>;
  };
  static_assert(has_read,
                "e3: a Flash needs `bool read(std::uint32_t page, std::uint32_t offset, MutableBytes) noexcept`");
  constexpr bool has_program = requires(F flash, std::uint32_t number, Bytes in) {
    { flash.program(number, number, in) } noexcept -> std::same_as<bool>;
  };
  static_assert(has_program,
                "e3: a Flash needs `bool program(std::uint32_t page, std::uint32_t offset, Bytes) noexcept`");
  constexpr bool has_erase = requires(F flash, std::uint32_t page) {
    { flash.erase(page) } noexcept -> std::same_as<bool>;
  };
  static_assert(has_erase, "e3: a Flash needs `bool erase(std::uint32_t page) noexcept`");
  return true;
}

}  // namespace e3
