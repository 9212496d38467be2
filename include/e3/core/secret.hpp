#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/constant_time.hpp"
#include "e3/core/wipe.hpp"

namespace e3 {

/// Copies a secret of the size of `from` to the start of `to`, byte by byte.
///
/// A wider copy leaves whole keys in vector registers, and the next call that a dynamic linker binds at first use
/// spills those to the stack.
constexpr void copy_secret(Bytes from, MutableBytes to) noexcept {
  for (std::size_t i = 0; i < from.size(); ++i) {
    to[i] = value_barrier(from[i]);
  }
}

/// `N` secret bytes with one owner: moved but never copied, wiped when they leave, neither compared nor printed.
template <std::size_t N>
class Secret {
 public:
  static constexpr std::size_t size = N;  ///< in bytes

  /// All zeros, to be filled through `bytes()`.
  constexpr Secret() noexcept = default;

  /// A copy of `source`. Wiping the source is the caller's duty.
  constexpr explicit Secret(FixedBytes<N> source) noexcept { copy_secret(source, bytes_); }

  constexpr Secret(Secret&& other) noexcept {
    copy_secret(other.bytes_, bytes_);
    other.clear();
  }
  constexpr Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      copy_secret(other.bytes_, bytes_);
      other.clear();
    }
    return *this;
  }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  constexpr ~Secret() { clear(); }

  /// The bytes, for the call that needs them. Do not copy them: a copy is not wiped.
  [[nodiscard]] constexpr FixedBytes<N> bytes() const noexcept { return bytes_; }
  [[nodiscard]] constexpr MutableFixedBytes<N> bytes() noexcept { return bytes_; }

  /// Wipes the bytes now.
  constexpr void clear() noexcept { wipe(bytes_); }

 private:
  std::array<std::uint8_t, N> bytes_{};
};

}  // namespace e3
