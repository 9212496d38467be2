#include "names.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "e3/core/side.hpp"
#include "e3/core/suite.hpp"
#include "e3/wire/header.hpp"

namespace tool {

namespace {

template <class T, std::size_t N>
std::optional<T> find(std::string_view name, const std::array<T, N>& values) {
  for (const auto value : values) {
    if (name == name_of(value)) {
      return value;
    }
  }
  return std::nullopt;
}

}  // namespace

const char* name_of(e3::Suite suite) { return suite == e3::Suite::aes_256_gcm ? "aes-256-gcm" : "chacha20-poly1305"; }

const char* name_of(e3::CodecId codec) { return codec == e3::CodecId::standard ? "standard" : "compact"; }

const char* name_of(e3::Side side) { return side == e3::Side::device ? "device" : "cloud"; }

std::optional<e3::Suite> suite_of(std::string_view name) {
  return find(name, std::array{e3::Suite::aes_256_gcm, e3::Suite::chacha20_poly1305});
}

std::optional<e3::CodecId> codec_of(std::string_view name) {
  return find(name, std::array{e3::CodecId::standard, e3::CodecId::compact});
}

std::optional<e3::Side> side_of(std::string_view name) {
  return find(name, std::array{e3::Side::device, e3::Side::cloud});
}

}  // namespace tool
