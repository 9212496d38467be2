#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"

namespace support {

/// SplitMix64: the same numbers on every machine, so that a failed case can be repeated.
class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) noexcept : state_{seed} {}

  constexpr std::uint64_t next() noexcept {
    state_ += 0x9E37'79B9'7F4A'7C15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9;
    z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EB;
    return z ^ (z >> 31);
  }

  /// 0 to `bound - 1`.
  constexpr std::uint64_t below(std::uint64_t bound) noexcept { return next() % bound; }
  constexpr std::size_t index(std::size_t size) noexcept { return static_cast<std::size_t>(next() % size); }
  constexpr std::uint8_t byte() noexcept { return static_cast<std::uint8_t>(next() >> 56); }
  constexpr bool coin() noexcept { return (next() >> 63) != 0; }

  constexpr void fill(e3::MutableBytes out) noexcept {
    for (auto& byte : out) {
      byte = static_cast<std::uint8_t>(next());
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace support
