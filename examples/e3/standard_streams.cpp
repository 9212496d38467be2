#include "standard_streams.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdlib>

namespace tool {

namespace {

std::array<bool, 3>& closed() {
  static std::array<bool, 3> flags{};
  return flags;
}

}  // namespace

void hold_standard_streams() {
  for (int stream = 0; stream < 3; ++stream) {
    if (::fcntl(stream, F_GETFD) < 0) {
      closed()[static_cast<std::size_t>(stream)] = true;
      // The lowest free descriptor, so this very one.
      if (::open("/dev/null", O_RDWR) != stream) {
        std::abort();
      }
    }
  }
}

bool input_was_closed() { return closed()[STDIN_FILENO]; }

bool output_was_closed() { return closed()[STDOUT_FILENO]; }

}  // namespace tool
