#pragma once

#include <valgrind/callgrind.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>

#include "../require.hpp"

// Marks out, for callgrind, the openings of one message of 64 bytes with 30 bytes of associated data. Each library is
// counted in a process of its own, in portable code: none looks for what else the processor has.

namespace bench {

inline constexpr std::size_t scalar_calls = 100;

struct SealedMessage {
  std::array<std::uint8_t, 32> key{};
  std::array<std::uint8_t, 12> nonce{};
  std::array<std::uint8_t, 30> aad{};
  std::array<std::uint8_t, 64> payload{};
  std::array<std::uint8_t, 64 + 16> sealed{};
};

/// `seal(message)` fills `message.sealed`; `open(message, out)` is what is counted.
template <class Seal, class Open>
void count_open(Seal seal, Open open) {
  SealedMessage message;
  for (std::size_t i = 0; i < message.payload.size(); ++i) {
    message.payload[i] = static_cast<std::uint8_t>(i);
  }
  require(seal(message));
  std::array<std::uint8_t, 64> out{};
  require(open(message, out) && out == message.payload);
  CALLGRIND_ZERO_STATS;
  for (std::size_t i = 0; i < scalar_calls; ++i) {
    require(open(message, out));
  }
  CALLGRIND_DUMP_STATS_AT("open");
  std::printf("%02x\n", message.sealed.back());
}

}  // namespace bench
