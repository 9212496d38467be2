#pragma once

#include <variant>

#include "e3/backend/sodium.hpp"
#include "e3/core/side.hpp"
#include "e3/keys/root.hpp"
#include "exit_code.hpp"
#include "key_file.hpp"

namespace tool {

/// A root on the side that the settings name: the side is a type in the library and a setting here.
using AnyRoot = std::variant<e3::Root<e3::Side::device, e3::Sodium::Kdf>, e3::Root<e3::Side::cloud, e3::Sodium::Kdf>>;

/// Throws `Failure` if the backend fails.
[[nodiscard]] inline AnyRoot any_root(e3::Side side, const RootBytes& bytes) {
  if (side == e3::Side::device) {
    return value_of(e3::Root<e3::Side::device, e3::Sodium::Kdf>::from(bytes.bytes()), "root");
  }
  return value_of(e3::Root<e3::Side::cloud, e3::Sodium::Kdf>::from(bytes.bytes()), "root");
}

}  // namespace tool
