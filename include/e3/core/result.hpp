#pragma once

#include <new>  // IWYU pragma: keep
#include <type_traits>
#include <utility>

#include "e3/core/contract.hpp"
#include "e3/core/error.hpp"  // IWYU pragma: export

// Implementation notes
//
// A number that no error has stands for success, so that success or error is one byte, and a result of a plain value is
// that value and one byte.

namespace e3 {

namespace detail {

inline constexpr Error no_error{0xFF};
static_assert(error_count <= static_cast<unsigned>(no_error));

/// Chooses the constructor of a result whose value exists only if a first call on it succeeds.
struct MakeIf {
  explicit MakeIf() noexcept = default;
};

/// A value of any kind, or an error. The error lies before the value, where small processors reach it best.
template <class T, bool = std::is_trivially_copyable_v<T>>
class ResultStorage {
 public:
  explicit ResultStorage(Error error) noexcept : error_{error} {}
  template <class... Args>
  explicit ResultStorage(std::in_place_t, Args&&... args) : error_{no_error}, value_(std::forward<Args>(args)...) {}
  template <class Start, class... Args>
  explicit ResultStorage(MakeIf, const Start& start, Args&&... args)
      : error_{no_error}, value_(std::forward<Args>(args)...) {
    if (auto done = start(value_); !done) {
      value_.~T();
      error_ = done.error();
    }
  }
  ResultStorage(const ResultStorage& other)
    requires std::is_copy_constructible_v<T>
      : error_{other.error_} {
    if (has_value()) {
      ::new (static_cast<void*>(&value_)) T(other.value_);
    }
  }
  ResultStorage(ResultStorage&& other) noexcept : error_{other.error_} { take(other); }
  ResultStorage& operator=(ResultStorage other) noexcept {
    fail(other.error_);
    take(other);
    return *this;
  }
  ~ResultStorage() { fail(no_error); }

  [[nodiscard]] bool has_value() const noexcept { return error_ == no_error; }
  [[nodiscard]] T& value() noexcept { return value_; }
  [[nodiscard]] const T& value() const noexcept { return value_; }
  [[nodiscard]] Error error() const noexcept { return error_; }
  void fail(Error error) noexcept {
    if (has_value()) {
      value_.~T();
    }
    error_ = error;
  }

 private:
  void take(ResultStorage& other) noexcept {
    if (has_value()) {
      ::new (static_cast<void*>(&value_)) T(std::move(other.value_));
    }
  }

  Error error_;
  union {
    T value_;
  };
};

/// A trivially copyable value, which needs no destruction, or an error.
template <class T>
class ResultStorage<T, true> {
 public:
  constexpr explicit ResultStorage(Error error) noexcept : error_{error}, nothing_{} {}
  // With braces, since `value_()` would fill an aggregate with zeros first.
  constexpr explicit ResultStorage(std::in_place_t) : error_{no_error}, value_{} {}
  template <class... Args>
  constexpr explicit ResultStorage(std::in_place_t, Args&&... args)
      : error_{no_error}, value_(std::forward<Args>(args)...) {}
  template <class Start, class... Args>
  constexpr explicit ResultStorage(MakeIf, const Start& start, Args&&... args)
      : ResultStorage{std::in_place, std::forward<Args>(args)...} {
    if (auto done = start(value_); !done) {
      error_ = done.error();
    }
  }

  [[nodiscard]] constexpr bool has_value() const noexcept { return error_ == no_error; }
  [[nodiscard]] constexpr T& value() noexcept { return value_; }
  [[nodiscard]] constexpr const T& value() const noexcept { return value_; }
  [[nodiscard]] constexpr Error error() const noexcept { return error_; }
  constexpr void fail(Error error) noexcept { error_ = error; }

 private:
  struct Nothing {};

  Error error_;
  union {
    Nothing nothing_;
    T value_;
  };
};

}  // namespace detail

/// A `T`, or the `Error` that stood in its way. Spelled like std::expected, which C++20 does not have.
///
/// Reading the value of a failed result, or the error of a good one, traps: it never is undefined behaviour.
template <class T>
class [[nodiscard]] Result {
 public:
  /// A good result.
  constexpr Result(const T& value) noexcept(std::is_nothrow_copy_constructible_v<T>)
    requires std::is_copy_constructible_v<T>
      : storage_{std::in_place, value} {}
  constexpr Result(T&& value) noexcept(std::is_nothrow_move_constructible_v<T>)
      : storage_{std::in_place, std::move(value)} {}

  /// A good result whose value is made where it stays.
  template <class... Args>
  constexpr explicit Result(std::in_place_t tag, Args&&... args) : storage_{tag, std::forward<Args>(args)...} {}

  /// A good result whose value is made where it stays from `args`, if `start(value)` succeeds; else its error.
  template <class Start, class... Args>
  constexpr explicit Result(detail::MakeIf tag, const Start& start, Args&&... args)
      : storage_{tag, start, std::forward<Args>(args)...} {}

  /// A failed result.
  constexpr Result(Error error) noexcept : storage_{error} {}

  /// Fails, and destroys the value if there is one.
  constexpr Result& operator=(Error error) noexcept {
    storage_.fail(error);
    return *this;
  }

  /// True if there is a value.
  [[nodiscard]] constexpr bool has_value() const noexcept { return storage_.has_value(); }
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return has_value(); }

  /// The value; traps if there is none.
  [[nodiscard]] constexpr T& operator*() & noexcept { return checked(storage_); }
  [[nodiscard]] constexpr const T& operator*() const& noexcept { return checked(storage_); }
  [[nodiscard]] constexpr T&& operator*() && noexcept { return std::move(checked(storage_)); }
  [[nodiscard]] constexpr T* operator->() noexcept { return &checked(storage_); }
  [[nodiscard]] constexpr const T* operator->() const noexcept { return &checked(storage_); }

  /// The error; traps if there is a value.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::always_inline]]
#endif
  [[nodiscard]] constexpr Error
  error() const noexcept {
    expects(!has_value());
    return storage_.error();
  }

 private:
  template <class Storage>
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::always_inline]]
#endif
  static constexpr auto& checked(Storage& storage) noexcept {
    expects(storage.has_value());
    return storage.value();
  }

  detail::ResultStorage<T> storage_;
};

/// Success, or the `Error` that stood in its way.
template <>
class [[nodiscard]] Result<void> {
 public:
  /// A good result.
  constexpr Result() noexcept : Result{detail::no_error} {}

  /// A failed result.
  constexpr Result(Error error) noexcept : error_{static_cast<unsigned>(error)} {}

  /// True if nothing went wrong.
  [[nodiscard]] constexpr bool has_value() const noexcept { return error_ == static_cast<unsigned>(detail::no_error); }
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return has_value(); }

  /// The error; traps if there is none.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::always_inline]]
#endif
  [[nodiscard]] constexpr Error
  error() const noexcept {
    expects(!has_value());
    return static_cast<Error>(error_);
  }

 private:
  // A whole register, which needs no narrowing where it is returned in one.
  unsigned error_;
};

}  // namespace e3
