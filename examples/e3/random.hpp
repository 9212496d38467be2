#pragma once

#include <cstdint>
#include <string>

#include "e3/core/bytes.hpp"

namespace tool {

/// Makes the system's random source ready, once per run. Throws `Failure` (internal).
void open_random();

/// Fills `out` with random bytes, fit for keys.
void fill_random(e3::MutableBytes out);

/// A random number, for a boot salt.
[[nodiscard]] std::uint32_t random_number();

/// Random hexadecimal digits, for a name that nothing else has.
[[nodiscard]] std::string random_name();

}  // namespace tool
