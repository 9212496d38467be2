#pragma once

#include <cstddef>

namespace support {

/// How often this program has called `operator new` so far.
[[nodiscard]] std::size_t allocations() noexcept;

}  // namespace support
