#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"

namespace e3::detail {

/// Cuts byte strings into the blocks of 16 that an AEAD's authenticator takes: `block(const std::uint8_t*)` is called
/// for each. Strings given one after another are one string until `pad` fills up the last block with zeros.
template <class Block>
class PaddedBlocks {
 public:
  constexpr explicit PaddedBlocks(Block& block) noexcept : block_{block} {}

  constexpr void update(Bytes data) noexcept {
    const std::uint8_t* from = data.data();
    for (std::size_t left = data.size(); left > 0;) {
      if (used_ == 0 && left >= 16) {
        block_(from);
        from += 16;
        left -= 16;
        continue;
      }
      rest_[used_++] = *from++;
      --left;
      if (used_ == 16) {
        block_(rest_.data());
        used_ = 0;
      }
    }
  }

  constexpr void pad() noexcept {
    if (used_ == 0) {
      return;
    }
    while (used_ < 16) {
      rest_[used_++] = 0;
    }
    block_(rest_.data());
    used_ = 0;
  }

 private:
  Block& block_;
  std::array<std::uint8_t, 16> rest_{};
  std::size_t used_ = 0;
};

}  // namespace e3::detail
