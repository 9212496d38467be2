#pragma once

#include <cstddef>
#include <cstdint>

namespace adversary {

/// SplitMix64: fast, repeatable, without a heap.
class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) noexcept : state_{seed} {}

  constexpr std::uint64_t next() noexcept {
    state_ += 0x9E37'79B9'7F4A'7C15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58'476D'1CE4'E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D0'49BB'1331'11EB;
    return mixed ^ (mixed >> 31);
  }

  /// 0 to `bound - 1`.
  constexpr std::size_t below(std::size_t bound) noexcept { return static_cast<std::size_t>(next() % bound); }
  constexpr std::uint8_t byte() noexcept { return static_cast<std::uint8_t>(next() >> 56); }
  constexpr bool coin() noexcept { return (next() >> 63) != 0; }

 private:
  std::uint64_t state_;
};

}  // namespace adversary
