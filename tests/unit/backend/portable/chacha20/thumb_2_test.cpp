#include "e3/backend/portable/chacha20/thumb_2.hpp"

#include <array>
#include <cstdint>

#include "../machines.hpp"
#include "e3/backend/portable/chacha20.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

// Runs on 32-bit Arm in Thumb; Cortex-M is emulated by bench/target.

TEST_CASE("a block by assembly for Thumb-2 is the C++ form's, where the machine has it") {
#if defined(__thumb2__)
  STATIC_REQUIRE(e3::kernels_here.assembly == e3::Assembly::thumb_2);
  support::Random random{11};
  for (int turn = 0; turn < 1000; ++turn) {
    std::array<std::uint32_t, 8> key{};
    e3::detail::ChaCha20Position position{};
    for (auto& word : key) {
      word = static_cast<std::uint32_t>(random.next());
    }
    for (auto& word : position) {
      word = static_cast<std::uint32_t>(random.next());
    }
    std::array<std::uint32_t, 16> by_assembly{};
    e3::detail::chacha20_block_thumb_2(key.data(), position.data(), by_assembly.data());
    std::array<std::uint32_t, 16> expected{};
    e3::detail::chacha20_block<machines::wide>(key, position, expected, nullptr);
    REQUIRE(by_assembly == expected);
  }
#else
  STATIC_REQUIRE_FALSE(e3::kernels_here.umaal);
#endif
}
