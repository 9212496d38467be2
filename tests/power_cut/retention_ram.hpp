#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <new>

#include "e3/counter/retained.hpp"

namespace power_cut {

/// Memory that keeps its content while the device sleeps, and that nobody initialises. Copies copy what lies there,
/// since a copied world is a second future of one device.
class RetentionRam {
 public:
  RetentionRam() noexcept { new (bytes_.data()) e3::Retained; }

  [[nodiscard]] e3::Retained& retained() noexcept {
    return *std::launder(reinterpret_cast<e3::Retained*>(bytes_.data()));
  }

  /// What a power cut may leave: all as it was (a short dip), zeros, or anything.
  void lose_power(std::uint64_t variant) noexcept {
    if (variant % 3 != 0) {
      fill(variant % 3 == 1 ? 0 : variant * 0x9E37'79B9'7F4A'7C15);
    }
  }

  void fill(std::uint64_t pattern) noexcept {
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      bytes_[i] = static_cast<std::uint8_t>(pattern >> (8 * (i % 8)));
    }
  }

 private:
  alignas(e3::Retained) std::array<std::uint8_t, sizeof(e3::Retained)> bytes_{};
};

}  // namespace power_cut
