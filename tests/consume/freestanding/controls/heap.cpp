#include <cstdlib>

#include "board.hpp"

extern "C" void start() {
  if (std::malloc(board::random()) == nullptr) {
    board::stop(e3::Error::not_attempted);
  }
}
