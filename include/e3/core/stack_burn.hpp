#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/wipe.hpp"

namespace e3 {

/// Overwrites the `Size` bytes of stack below the caller, where the calls it just made have left their locals.
///
/// A key set-up leaves round keys, hash states and spilled registers there, in a library's frames that nobody can wipe
/// by name. Call it from the function that made those calls; the compiler may not fold it into that function's frame.
template <std::size_t Size>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::noinline]]
#endif
void burn_stack() noexcept {
  std::array<std::uint8_t, Size> frame;
  wipe(frame);
}

}  // namespace e3
