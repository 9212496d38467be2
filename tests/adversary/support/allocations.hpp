#pragma once

#include <cstdint>

namespace adversary {

/// Calls of malloc and its kin so far, by anybody in the process: this program, libsodium, the C++ library.
std::uint64_t allocations() noexcept;

/// Whether `allocations` counts. Under a sanitizer, which has its own malloc, it does not and stays 0.
bool counts_allocations() noexcept;

}  // namespace adversary
