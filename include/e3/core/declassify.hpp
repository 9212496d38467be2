#pragma once

namespace e3 {

/// Returns `value`, which was computed from secrets and may be seen from here on: a branch on it is meant.
///
/// It does nothing. It marks, for the tools that follow secrets through the code, the few places where a secret ends;
/// tests/constant_time/declared_public.txt lists them with their reasons.
template <class T>
[[nodiscard]] constexpr T declassify(T value) noexcept {
  return value;
}

}  // namespace e3
