#pragma once

#include <cstdint>

namespace e3 {

/// Replay counter: the number of a message under one key, from 0, strictly rising at the sender.
///
/// Valid values are below `counter_end` (2^32). The type is wider so that a bound one past the last counter, and a
/// hostile 8-byte field, are plain values that can be compared and refused.
enum class Counter : std::uint64_t {};

/// One past the last valid counter: 2^32.
inline constexpr Counter counter_end{std::uint64_t{1} << 32};

/// The number of a counter.
[[nodiscard]] constexpr std::uint64_t value(Counter counter) noexcept { return static_cast<std::uint64_t>(counter); }

}  // namespace e3
