#pragma once

#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/contract.hpp"

namespace e3 {

/// Fills a buffer front to back. Writing past its end traps: sizes are computed before the writing starts.
class Writer {
 public:
  /// Writes into `out`, from its first byte.
  explicit constexpr Writer(MutableBytes out) noexcept
      : begin_{out.data()}, next_{out.data()}, end_{out.data() + out.size()} {}

  /// Appends `bytes`.
  constexpr void put(Bytes bytes) noexcept {
    expects(bytes.size() <= left());
    std::uint8_t* out = next_;
    next_ += bytes.size();
    for (const auto byte : bytes) {
      *out++ = byte;
    }
  }

  /// Appends the low `size` bytes of `number`, big-endian; more than 4 trap.
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): every call names the size as a literal or a size.
  constexpr void number(std::uint32_t number, std::size_t size) noexcept {
    expects(size <= 4 && size <= left());
    std::uint8_t* out = next_;
    next_ += size;
    while (size > 0) {
      --size;
      *out++ = static_cast<std::uint8_t>(number >> (8 * size));
    }
  }

  /// The bytes written so far.
  [[nodiscard]] constexpr MutableBytes written() const noexcept { return {begin_, next_}; }

 private:
  [[nodiscard]] constexpr std::size_t left() const noexcept { return static_cast<std::size_t>(end_ - next_); }

  std::uint8_t* begin_;
  std::uint8_t* next_;
  std::uint8_t* end_;
};

}  // namespace e3
