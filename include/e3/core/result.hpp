#pragma once

#include <optional>
#include <type_traits>
#include <utility>

#include "e3/core/contract.hpp"
#include "e3/core/error.hpp"  // IWYU pragma: export

namespace e3 {

/// A `T`, or the `Error` that stood in its way. Spelled like std::expected, which C++20 does not have.
///
/// Reading the value of a failed result, or the error of a good one, traps: it never is undefined behaviour.
template <class T>
class [[nodiscard]] Result {
 public:
  /// A good result.
  constexpr Result(T value) noexcept(std::is_nothrow_move_constructible_v<T>) : value_{std::move(value)} {}

  /// A failed result.
  constexpr Result(Error error) noexcept : error_{error} {}

  /// True if there is a value.
  [[nodiscard]] constexpr bool has_value() const noexcept { return value_.has_value(); }
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return has_value(); }

  /// The value; traps if there is none.
  [[nodiscard]] constexpr T& operator*() & noexcept { return checked(*this); }
  [[nodiscard]] constexpr const T& operator*() const& noexcept { return checked(*this); }
  [[nodiscard]] constexpr T&& operator*() && noexcept { return std::move(checked(*this)); }
  [[nodiscard]] constexpr T* operator->() noexcept { return &checked(*this); }
  [[nodiscard]] constexpr const T* operator->() const noexcept { return &checked(*this); }

  /// The error; traps if there is a value.
  [[nodiscard]] constexpr Error error() const noexcept {
    expects(!has_value());
    return error_;
  }

 private:
  template <class Self>
  static constexpr auto& checked(Self& self) noexcept {
    expects(self.has_value());
    return *self.value_;
  }

  std::optional<T> value_;
  Error error_{};
};

/// Success, or the `Error` that stood in its way.
template <>
class [[nodiscard]] Result<void> {
 public:
  /// A good result.
  constexpr Result() noexcept = default;

  /// A failed result.
  constexpr Result(Error error) noexcept : failed_{true}, error_{error} {}

  /// True if nothing went wrong.
  [[nodiscard]] constexpr bool has_value() const noexcept { return !failed_; }
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return has_value(); }

  /// The error; traps if there is none.
  [[nodiscard]] constexpr Error error() const noexcept {
    expects(failed_);
    return error_;
  }

 private:
  bool failed_ = false;
  Error error_{};
};

}  // namespace e3
