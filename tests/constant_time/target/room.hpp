#pragma once

#include <array>
#include <cstdint>
#include <new>
#include <utility>

/// Static memory for an object that a call makes and that is never destroyed, since images have no start-up code.
template <class T>
class Room {
 public:
  template <class... Arguments>
  void make(Arguments&&... arguments) noexcept {
    ::new (bytes_.data()) T(std::forward<Arguments>(arguments)...);
  }
  T& get() noexcept { return *std::launder(reinterpret_cast<T*>(bytes_.data())); }

 private:
  alignas(T) std::array<std::uint8_t, sizeof(T)> bytes_{};
};
