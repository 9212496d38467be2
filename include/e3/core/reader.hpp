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
  explicit constexpr Reader(Bytes bytes) noexcept : bytes_{bytes} {}

  /// The next `size` bytes.
  [[nodiscard]] constexpr Bytes take(std::size_t size) noexcept {
    if (size > bytes_.size() - position_) {
      failed_ = true;
      return {};
    }
    const Bytes taken = bytes_.subspan(position_, size);
    position_ += size;
    return taken;
  }

  /// The next `size` bytes (0 to 4) as a big-endian number.
  [[nodiscard]] constexpr std::uint32_t number(std::size_t size) noexcept {
    std::uint32_t result = 0;
    for (const auto byte : take(size)) {
      result = (result << 8) | byte;
    }
    return result;
  }

  /// Bytes read so far.
  [[nodiscard]] constexpr std::size_t position() const noexcept { return position_; }

  /// All that was not read yet.
  [[nodiscard]] constexpr Bytes rest() const noexcept { return bytes_.subspan(position_); }

  /// True once a read asked for more than there was.
  [[nodiscard]] constexpr bool failed() const noexcept { return failed_; }

 private:
  Bytes bytes_;
  std::size_t position_ = 0;
  bool failed_ = false;
};

}  // namespace e3
