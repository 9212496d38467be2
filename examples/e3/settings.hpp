#pragma once

#include <cstdint>
#include <string>

#include "e3/core/address.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/side.hpp"
#include "e3/core/suite.hpp"
#include "e3/wire/header.hpp"

namespace tool {

/// What an envelope says about its device.
enum class Carried : std::uint8_t { device_id, alias, nothing };

/// What provisioning fixes about one side of a device, and each later command needs. Nothing of it is secret.
struct Settings {
  e3::Side side;
  e3::DeviceId device;
  e3::Suite suite;
  e3::CodecId codec;
  e3::Commitment commitment;
  Carried carried;
  e3::Address alias;  ///< used if `carried` says so

  /// The address that this side's envelopes carry.
  [[nodiscard]] e3::Address wire_address() const;
};

/// Throws `Failure` (usage) if no envelope can be made with these settings, and says which to change.
void check(const Settings& settings);

/// The settings as the text of a settings file.
[[nodiscard]] std::string to_text(const Settings& settings);

/// Reads the text of a settings file, each member checked. Throws `Failure` (state) with `where` in its sentence.
[[nodiscard]] Settings settings_from(e3::Bytes text, const std::string& where);

}  // namespace tool
