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
  explicit constexpr Writer(MutableBytes out) noexcept : out_{out} {}

  /// Appends `bytes`.
  constexpr void put(Bytes bytes) noexcept {
    expects(bytes.size() <= out_.size() - position_);
    for (const auto byte : bytes) {
      out_[position_++] = byte;
    }
  }

  /// Appends the low `size` bytes of `number`, big-endian; more than 4 trap.
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): every call names the size as a literal or a size.
  constexpr void number(std::uint32_t number, std::size_t size) noexcept {
    expects(size <= 4 && size <= out_.size() - position_);
    for (std::size_t left = size; left > 0; --left) {
      out_[position_++] = static_cast<std::uint8_t>(number >> (8 * (left - 1)));
    }
  }

  /// The bytes written so far.
  [[nodiscard]] constexpr MutableBytes written() const noexcept { return out_.first(position_); }

 private:
  MutableBytes out_;
  std::size_t position_ = 0;
};

}  // namespace e3
