#include "settings.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "e3/core/address.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/device_id.hpp"
#include "e3/wire/compact.hpp"
#include "e3/wire/header.hpp"
#include "exit_code.hpp"
#include "hex.hpp"
#include "json.hpp"
#include "names.hpp"

namespace tool {

namespace {

constexpr int format = 1;

bool fits_compact(std::size_t size) {
  const auto& sizes = e3::detail::address_sizes;
  return std::find(sizes.begin(), sizes.end(), size) != sizes.end();
}

std::optional<Settings> parse(const Json& json) {
  const auto text = [&](const char* key) { return json.at(key).get<std::string>(); };
  const auto side = side_of(text("side"));
  const auto suite = suite_of(text("suite"));
  const auto codec = codec_of(text("codec"));
  const auto id = from_hex(text("device"));
  const auto device = e3::DeviceId::from(id.value_or(std::vector<std::uint8_t>{}));
  const std::string address = text("address");
  const auto alias_bytes = from_hex(json.value("alias", ""));
  const auto alias = e3::Address::from(alias_bytes.value_or(std::vector<std::uint8_t>{}));
  const bool has_alias = address == "alias";
  if (json.at("e3").get<int>() != format || !side || !suite || !codec || !device || !alias ||
      (alias->size() > 0) != has_alias || (!has_alias && address != "device-id" && address != "none")) {
    return std::nullopt;
  }
  return Settings{.side = *side,
                  .device = *device,
                  .suite = *suite,
                  .codec = *codec,
                  .commitment = json.at("commitment").get<bool>() ? e3::Commitment::required : e3::Commitment::absent,
                  .carried = has_alias           ? Carried::alias
                             : address == "none" ? Carried::nothing
                                                 : Carried::device_id,
                  .alias = *alias};
}

}  // namespace

e3::Address Settings::wire_address() const {
  return carried == Carried::device_id ? device.address() : carried == Carried::alias ? alias : e3::Address{};
}

void check(const Settings& settings) {
  const auto refuse = [](const std::string& why) { throw Failure{ExitCode::usage, why}; };
  if (settings.codec == e3::CodecId::standard && settings.carried != Carried::device_id) {
    refuse("a standard envelope carries the device ID: leave out --alias and --no-address, or say --codec compact");
  }
  if (settings.codec == e3::CodecId::compact && settings.commitment == e3::Commitment::required) {
    refuse("a compact envelope has no key commitment: leave out --commitment, or say --codec standard");
  }
  if (settings.codec == e3::CodecId::compact && !fits_compact(settings.wire_address().size())) {
    refuse(
        "a compact envelope carries an address of 1, 2, 4, 6, 8 or 16 bytes: choose a device ID or alias of such a "
        "size, or say --codec standard");
  }
  if (settings.carried == Carried::alias && settings.alias.size() == settings.device.size()) {
    refuse("an alias and the device ID must differ in size: choose an alias of another size");
  }
}

std::string to_text(const Settings& settings) {
  Json json{{"e3", format},
            {"side", name_of(settings.side)},
            {"device", to_hex(settings.device.bytes())},
            {"suite", name_of(settings.suite)},
            {"codec", name_of(settings.codec)},
            {"commitment", settings.commitment == e3::Commitment::required},
            {"address", settings.carried == Carried::device_id ? "device-id"
                        : settings.carried == Carried::alias   ? "alias"
                                                               : "none"}};
  if (settings.carried == Carried::alias) {
    json["alias"] = to_hex(settings.alias.bytes());
  }
  return json.dump(2) + "\n";
}

Settings settings_from(e3::Bytes text, const std::string& where) {
  std::optional<Settings> settings;
  try {
    settings = parse(Json::parse(text.begin(), text.end()));
    if (settings) {
      check(*settings);
    }
  } catch (const Json::exception&) {
    settings.reset();
  } catch (const Failure&) {
    settings.reset();
  }
  // What this tool would not write was changed by somebody.
  if (!settings || to_text(*settings) != std::string{text.begin(), text.end()}) {
    throw Failure{ExitCode::state,
                  where + ": these are no settings that `e3 provision` wrote; provision a new folder with a new root"};
  }
  return *settings;
}

}  // namespace tool
