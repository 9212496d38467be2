#pragma once

#include <pthread.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "e3/core/bytes.hpp"

// Sanitizers keep locals elsewhere than on the stack, so what a call left there cannot be seen.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define E3_TEST_SEES_STACK 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define E3_TEST_SEES_STACK 0
#else
#define E3_TEST_SEES_STACK 1
#endif
#else
#define E3_TEST_SEES_STACK 1
#endif

namespace support {

/// Memory that a call uses as its stack, to see what it leaves there.
class OwnStack {
 public:
  /// Overwrites all of it, so that what lies there later is of a later call.
  void fill(std::uint8_t byte) noexcept { std::fill_n(memory_.get(), size, byte); }

  /// Runs `call` to its end on this stack.
  template <class Call>
  void run(Call call) {
    pthread_attr_t attributes;
    pthread_t thread;
    const bool started = pthread_attr_init(&attributes) == 0 &&
                         pthread_attr_setstack(&attributes, memory_.get(), size) == 0 &&
                         pthread_create(
                             &thread, &attributes,
                             [](void* context) -> void* {
                               run_deep(*static_cast<Call*>(context));
                               return nullptr;
                             },
                             &call) == 0;
    if (!started || pthread_join(thread, nullptr) != 0) {
      std::abort();
    }
    pthread_attr_destroy(&attributes);
  }

  /// What lies there now.
  [[nodiscard]] e3::Bytes bytes() const noexcept { return {memory_.get(), size}; }

 private:
  /// Far below the frames that the end of a thread reuses.
  template <class Call>
  [[gnu::noinline]] static void run_deep(Call& call) {
    std::array<std::uint8_t, std::size_t{32} * 1024> distance;
    asm volatile("" : : "r"(distance.data()) : "memory");
    call();
    asm volatile("" : : "r"(distance.data()) : "memory");
  }

  struct Free {
    void operator()(std::uint8_t* memory) const noexcept { std::free(memory); }
  };

  static constexpr std::size_t size = std::size_t{256} * 1024;
  std::unique_ptr<std::uint8_t, Free> memory_{static_cast<std::uint8_t*>(std::aligned_alloc(4096, size))};
};

}  // namespace support
