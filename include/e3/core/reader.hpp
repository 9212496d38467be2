#pragma once

#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"

namespace e3 {

/// Reads received bytes front to back and never past their end.
///
/// A read that asks for more than is left yields nothing (empty, or 0) and marks the reader failed for good, so a
/// parser reads every field and asks `failed()` once.
class Reader {
 public:
  /// Reads `bytes`, which must outlive the spans handed out.
  explicit constexpr Reader(Bytes bytes) noexcept
      : begin_{bytes.data()}, next_{bytes.data()}, end_{bytes.data() + bytes.size()} {}

  /// The next `size` bytes.
  [[nodiscard]] constexpr Bytes take(std::size_t size) noexcept {
    if (!has(size)) {
      return {};
    }
    next_ += size;
    return {next_ - size, size};
  }

  /// The next `size` bytes (0 to 4) as a big-endian number.
  [[nodiscard]] constexpr std::uint32_t number(std::size_t size) noexcept {
    std::uint32_t result = 0;
    if (has(size)) {
      for (; size > 0; --size) {
        result = (result << 8) | *next_++;
      }
    }
    return result;
  }

  /// Bytes read so far.
  [[nodiscard]] constexpr std::size_t position() const noexcept { return static_cast<std::size_t>(next_ - begin_); }

  /// All that was not read yet.
  [[nodiscard]] constexpr Bytes rest() const noexcept { return {next_, end_}; }

  /// True once a read asked for more than there was.
  [[nodiscard]] constexpr bool failed() const noexcept { return failed_; }

 private:
  constexpr bool has(std::size_t size) noexcept {
    if (size <= rest().size()) {
      return true;
    }
    failed_ = true;
    return false;
  }

  const std::uint8_t* begin_;
  const std::uint8_t* next_;
  const std::uint8_t* end_;
  bool failed_ = false;
};

}  // namespace e3
