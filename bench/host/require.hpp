#pragma once

#include <cstdlib>

namespace bench {

/// Ends the program: a benchmark of something that does not work measures nothing.
inline void require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

}  // namespace bench
