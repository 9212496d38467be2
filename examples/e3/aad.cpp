#include "aad.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "e3/core/error.hpp"
#include "e3/crypto/aead.hpp"
#include "exit_code.hpp"
#include "hex.hpp"

namespace tool {

std::vector<std::uint8_t> aad_from(const std::string& text, const std::string& hex) {
  const auto bytes = hex.empty() ? std::optional{std::vector<std::uint8_t>{text.begin(), text.end()}} : from_hex(hex);
  if (!bytes) {
    throw Failure{ExitCode::usage, "--aad-hex: these are no bytes; give an even number of hexadecimal digits"};
  }
  if (bytes->size() > e3::max_extra_aad_size) {
    throw failure_of(e3::Error::aad_too_large, "--aad");
  }
  return *bytes;
}

}  // namespace tool
