#include "random.hpp"

#include <sodium.h>  // IWYU pragma: keep

#include <array>
#include <cstdint>
#include <string>

#include "e3/core/bytes.hpp"
#include "exit_code.hpp"
#include "hex.hpp"

namespace tool {

void open_random() {
  if (::sodium_init() < 0) {
    throw Failure{ExitCode::internal, "libsodium cannot be initialised; check the system's random source"};
  }
}

void fill_random(e3::MutableBytes out) { ::randombytes_buf(out.data(), out.size()); }

std::uint32_t random_number() { return ::randombytes_random(); }

std::string random_name() {
  std::array<std::uint8_t, 8> bytes{};
  fill_random(bytes);
  return to_hex(bytes);
}

}  // namespace tool
