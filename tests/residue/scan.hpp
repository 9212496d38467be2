#pragma once

#include <cstdint>
#include <string>

#include "e3/core/bytes.hpp"
#include "secrets.hpp"

// The part of the scan that is compiled once, into a library of its own: it must bind no function that the scanned
// program calls, or the scanned program would have no first calls.

namespace residue {

/// From now on 8-byte fragments of `secret`, and with `round_keys` those of its AES-256 key schedule, may not be found.
void watch(const std::string& name, const Key& secret, bool round_keys);

/// Runs `call(context)` on a stack of its own, filled beforehand, and says what it left there or in the vector
/// registers that the dynamic linker would spill there at the next first call; empty if nothing.
[[nodiscard]] std::string residue_of(void (*call)(void*), void* context);

/// What of the watched secrets lies in `memory`; empty if nothing.
[[nodiscard]] std::string residue_in(const char* where, e3::Bytes memory);

}  // namespace residue
