#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/wipe.hpp"

namespace e3 {

namespace detail {

template <class Work>
#if defined(__GNUC__) || defined(__clang__)
[[gnu::noinline]]
#endif
auto call_apart(Work& work) noexcept {
  return work();
}

}  // namespace detail

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

/// Calls `work` in a frame of its own, burns the `Size` bytes of stack that it and its callees may have used, and
/// returns what it returned. For functions whose own locals hold secrets.
template <std::size_t Size, class Work>
auto burn_stack_after(Work work) noexcept {
  auto result = detail::call_apart(work);
  burn_stack<Size>();
  return result;
}

}  // namespace e3
