#include "board.hpp"

extern "C" void start() {
  static const std::uint32_t salt = board::random();
  if (salt == 0) {
    board::stop(e3::Error::not_attempted);
  }
}
