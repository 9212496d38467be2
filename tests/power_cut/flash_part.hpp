#pragma once

#include <cstdint>

#include "e3/core/bytes.hpp"

namespace power_cut {

/// Two pages of a chip that holds several stores; notes what a real flash could not have done.
template <class Chip>
class FlashPart {
 public:
  static constexpr std::uint32_t page_size = Chip::page_size;

  FlashPart(Chip& chip, std::uint32_t first_page) noexcept : chip_{chip}, first_{first_page} {}

  bool read(std::uint32_t page, std::uint32_t offset, e3::MutableBytes out) noexcept {
    return chip_.read(first_ + page, offset, out);
  }

  bool program(std::uint32_t page, std::uint32_t offset, e3::Bytes in) noexcept {
    bool zeros = true;
    bool erased = true;
    for (std::size_t i = 0; i < in.size(); ++i) {
      zeros = zeros && in[i] == 0;
      erased = erased && chip_.cells(first_ + page)[offset + i] == 0xFF;
    }
    misprogrammed_ = misprogrammed_ || (!zeros && !erased);
    return chip_.program(first_ + page, offset, in);
  }

  bool erase(std::uint32_t page) noexcept { return chip_.erase(first_ + page); }

  /// True if something other than zeros was programmed over what was not erased.
  [[nodiscard]] bool misprogrammed() const noexcept { return misprogrammed_; }

 private:
  Chip& chip_;
  std::uint32_t first_;
  bool misprogrammed_ = false;
};

}  // namespace power_cut
