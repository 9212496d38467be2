#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include "e3/core/counter.hpp"
#include "e3/crypto/aead.hpp"

// Implementation notes
//
// A message of p payload bytes, a bytes of caller's aad and a header of h bytes costs ceil(p/16) + ceil((a + h)/16) + 1
// AEAD blocks (the one is the length block). Telemetry: 64 + 13 + 1 = 78 blocks, times 2^24 messages: 2^30.3.
// Bulk: 4096 + 13 + 1 = 4110 blocks, times 2^18 messages: 2^30.01. Both stay below the 2^31 default.

namespace e3 {

/// Small messages, many of them: payloads up to 1 KiB, 2^24 messages per key.
struct Telemetry {
  static constexpr std::size_t max_payload_size = 1024;                  ///< in bytes
  static constexpr std::uint64_t max_messages = std::uint64_t{1} << 24;  ///< per key
};

/// Large messages: payloads up to 64 KiB, 2^18 messages per key.
struct Bulk {
  static constexpr std::size_t max_payload_size = std::size_t{64} * 1024;  ///< in bytes
  static constexpr std::uint64_t max_messages = std::uint64_t{1} << 18;    ///< per key
};

namespace detail {

constexpr std::uint64_t blocks(std::uint64_t size) noexcept { return (size + 15) / 16; }

constexpr std::uint64_t blocks_per_message(std::uint64_t max_payload_size) noexcept {
  return blocks(max_payload_size) + blocks(max_aad_size) + 1;
}

template <class L>
constexpr bool within(std::uint64_t bound) noexcept {
  return L::max_messages <= bound / blocks_per_message(L::max_payload_size);
}

template <class L>
constexpr bool asks_beyond_default = requires { requires L::beyond_default_bound; };

}  // namespace detail

/// Checks a set of limits, a type with `max_payload_size` and `max_messages`. Always true where it compiles.
///
/// messages x blocks is at most 2^31 per key. A type that also says `static constexpr bool beyond_default_bound = true`
/// may go to 2^36; its fleet then needs the rule of docs/format.md for AES-256-GCM, or ChaCha20-Poly1305.
template <class L>
consteval bool check_limits() noexcept {
  constexpr bool has_both = requires {
    { L::max_payload_size } -> std::convertible_to<std::size_t>;
    { L::max_messages } -> std::convertible_to<std::uint64_t>;
  };
  static_assert(has_both, "e3: limits need `max_payload_size` (bytes) and `max_messages` (per key)");
  constexpr bool has_messages = L::max_messages >= 1 && L::max_messages <= value(counter_end);
  static_assert(has_messages, "e3: a key seals 1 to 2^32 messages");
  constexpr bool below_hard_bound = detail::within<L>(std::uint64_t{1} << 36);
  static_assert(below_hard_bound, "e3: messages x blocks per message must not exceed 2^36 per key");
  constexpr bool below_default_bound = detail::within<L>(std::uint64_t{1} << 31) || detail::asks_beyond_default<L>;
  static_assert(below_default_bound,
                "e3: messages x blocks per message exceed 2^31 per key; say `beyond_default_bound` to go up to 2^36");
  return true;
}

}  // namespace e3
