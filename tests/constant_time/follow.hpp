#pragma once

#include "e3/core/bytes.hpp"

#if defined(__clang__)
#if __has_feature(memory_sanitizer)
#define E3_FOLLOWED_BY_MSAN 1
#endif
#endif

#if defined(E3_FOLLOWED_BY_MSAN)
#include <sanitizer/msan_interface.h>
#else
#include <valgrind/memcheck.h>
#endif

// Implementation notes
//
// Memcheck and MemorySanitizer report a branch on uninitialised memory and an address made of it, and let uninitialised
// values be copied and calculated with. Constant-time code does just that with secrets, so a secret is called
// uninitialised and the tool follows it. What is done here is inlined, so that code built for it differs little.

namespace constant_time {

/// From here on the tool follows these bytes.
inline void keep_secret(e3::Bytes bytes) noexcept {
#if defined(E3_FOLLOWED_BY_MSAN)
  __msan_poison(bytes.data(), bytes.size());
#else
  VALGRIND_MAKE_MEM_UNDEFINED(bytes.data(), bytes.size());
#endif
}

/// From here on it does not.
inline void declare_public(e3::Bytes bytes) noexcept {
#if defined(E3_FOLLOWED_BY_MSAN)
  __msan_unpoison(bytes.data(), bytes.size());
#else
  VALGRIND_MAKE_MEM_DEFINED(bytes.data(), bytes.size());
#endif
}

}  // namespace constant_time
