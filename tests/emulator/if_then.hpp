#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

// Implementation notes
//
// Unicorn reports an instruction of an IT block only if its condition holds; a processor fetches all of them and takes
// a cycle for each. So the machine walks the block itself: ITTE at 0x100 covers the three instructions from 0x102 on,
// and when 0x10A is reported next although 0x106 was to come, 0x106 was skipped.

namespace emulator {

/// The instructions of one IT block that are still to come.
class IfThenBlock {
 public:
  /// True for the instruction IT, which starts a block.
  [[nodiscard]] static bool starts(std::uint16_t first) noexcept {
    return (first & 0xFF00U) == 0xBF00U && (first & 0x000FU) != 0;
  }

  /// Starts with the instruction IT at `address`; `halfword(address)` reads the code.
  template <class Halfword>
  void start(std::uint32_t address, Halfword halfword) {
    const std::uint32_t mask = halfword(address) & 0x000FU;
    std::size_t count = 4;
    for (std::uint32_t bit = 1; (mask & bit) == 0; bit <<= 1) {
      --count;
    }
    next_ = 0;
    end_ = count;
    std::uint32_t at = address + 2;
    for (std::size_t i = 0; i < count; ++i) {
      addresses_[i] = at;
      at += (halfword(at) >> 11) >= 0x1DU ? 4U : 2U;
      sizes_[i] = at - addresses_[i];
    }
  }

  void clear() noexcept { next_ = end_; }

  struct Skipped {
    std::uint32_t address;
    std::uint32_t size;
  };

  /// The next instruction that was skipped before `executed` was reached, if there is one; call until there is none.
  std::optional<Skipped> skipped_before(std::uint32_t executed) noexcept {
    if (next_ == end_) {
      return std::nullopt;
    }
    const std::size_t i = next_++;
    if (addresses_[i] == executed) {
      return std::nullopt;
    }
    return Skipped{addresses_[i], sizes_[i]};
  }

 private:
  std::array<std::uint32_t, 4> addresses_{};
  std::array<std::uint32_t, 4> sizes_{};
  std::size_t next_ = 0;
  std::size_t end_ = 0;
};

}  // namespace emulator
