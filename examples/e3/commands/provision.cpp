#include <sys/stat.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "commands/commands.hpp"
#include "e3/core/address.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/side.hpp"
#include "exit_code.hpp"
#include "files.hpp"
#include "hex.hpp"
#include "installed_mark.hpp"
#include "json.hpp"
#include "key_file.hpp"
#include "names.hpp"
#include "output.hpp"
#include "random.hpp"
#include "settings.hpp"
#include "state_folder.hpp"

namespace tool {

namespace {

/// One side to provision, and where below the new folder its state goes.
struct Part {
  e3::Side side;
  std::string below;  // "" is the folder itself
};

/// A folder that grows under another name, and is gone with the object unless it was put in place.
class NewFolder {
 public:
  explicit NewFolder(const std::string& path) : path_{path} {
    temporary_ = path_ + "." + random_name() + ".new";
    create(temporary_);
  }
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;
  ~NewFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(temporary_, ignored);
  }

  /// The folder for a part of it. Throws `Failure` (output).
  [[nodiscard]] std::string part(const std::string& below) const {
    if (below.empty()) {
      return temporary_;
    }
    create(temporary_ + "/" + below);
    return temporary_ + "/" + below;
  }

  /// Gives the folder its name. Throws `Failure` (output).
  void put_in_place() const {
    if (!sync_folder_of(temporary_ + "/") || ::rename(temporary_.c_str(), path_.c_str()) != 0) {
      throw Failure{ExitCode::output,
                    path_ + ": the folder cannot be put in place (" + system_reason() + "); check the folder above it"};
    }
  }

  /// Makes the name durable. Throws `Failure` (output).
  void sync() const {
    if (!sync_folder_of(path_)) {
      throw Failure{ExitCode::output, path_ + ": this is provisioned, but may be gone after a power cut (" +
                                          system_reason() + "); check the folder above it"};
    }
  }

 private:
  static void create(const std::string& path) {
    if (::mkdir(path.c_str(), 0700) != 0) {
      throw Failure{ExitCode::output, path + ": the folder cannot be created (" + system_reason() +
                                          "); give a place that exists and that you may write to"};
    }
  }

  std::string path_;
  std::string temporary_;
};

e3::DeviceId device_from(const std::optional<std::string>& hex) {
  if (!hex) {
    std::array<std::uint8_t, 8> random{};
    fill_random(random);
    return e3::DeviceId{random};
  }
  const auto bytes = from_hex(*hex);
  const auto device = e3::DeviceId::from(bytes ? *bytes : std::vector<std::uint8_t>{});
  if (!device) {
    throw Failure{ExitCode::usage, "--device: a device ID has 1 to 16 bytes; give 2 to 32 hexadecimal digits"};
  }
  return *device;
}

e3::Address alias_from(const std::optional<std::string>& hex) {
  if (!hex) {
    return {};
  }
  const auto bytes = from_hex(*hex);
  const auto alias = e3::Address::from(bytes ? *bytes : std::vector<std::uint8_t>{});
  if (!alias || alias->size() == 0) {
    throw Failure{ExitCode::usage,
                  "--alias: an alias has 1, 2, 4, 6, 8 or 16 bytes; give twice as many hexadecimal digits"};
  }
  return *alias;
}

Settings settings_from(const ProvisionOptions& options) {
  const Settings settings{
      .side = e3::Side::device,
      .device = device_from(options.device),
      .suite = *suite_of(options.suite),
      .codec = *codec_of(options.codec),
      .commitment = options.commitment ? e3::Commitment::required : e3::Commitment::absent,
      .carried = options.no_address ? Carried::nothing
                 : options.alias    ? Carried::alias
                                    : Carried::device_id,
      .alias = alias_from(options.alias),
  };
  check(settings);
  return settings;
}

std::vector<Part> parts_of(const ProvisionOptions& options) {
  if (const auto side = side_of(options.side)) {
    return {{*side, ""}};
  }
  return {{e3::Side::device, name_of(e3::Side::device)}, {e3::Side::cloud, name_of(e3::Side::cloud)}};
}

RootBytes root_for(const ProvisionOptions& options) {
  if (!options.root) {
    return new_root();
  }
  return *options.root == "-" ? read_root_from_input() : read_root(*options.root);
}

std::string root_name(const ProvisionOptions& options) {
  return !options.root ? "the new root" : *options.root == "-" ? "standard input" : *options.root;
}

std::string report(const Settings& settings, const std::vector<Part>& parts, const std::string& folder, bool json) {
  const auto path_of = [&](const Part& part) { return part.below.empty() ? folder : folder + "/" + part.below; };
  const std::string device = to_hex(settings.device.bytes());
  if (!json) {
    std::string text = "device " + device + ": " + name_of(settings.suite) + ", " + name_of(settings.codec) + "\n";
    for (const auto& part : parts) {
      text += path_of(part) + ": for the " + name_of(part.side) + "'s side\n";
    }
    return text;
  }
  Json out{{"device", device}, {"suite", name_of(settings.suite)}, {"codec", name_of(settings.codec)}};
  for (const auto& part : parts) {
    out["folders"][name_of(part.side)] = path_of(part);
  }
  return json_line(out);
}

}  // namespace

ExitCode provision(const ProvisionOptions& options) {
  std::string folder = options.folder;
  while (folder.size() > 1 && folder.back() == '/') {
    folder.pop_back();
  }
  Settings settings = settings_from(options);
  const auto parts = parts_of(options);
  if (parts.size() == 1 && !options.root) {
    throw Failure{ExitCode::usage,
                  "--side: one side alone needs the root that the other side has too; make one with "
                  "`e3 keygen`, and say --root FILE on both"};
  }
  if (is_there(folder)) {
    throw Failure{ExitCode::exists, folder +
                                        ": this name is taken, and state is never overwritten, since that would "
                                        "repeat nonces; choose another name"};
  }
  Output output{{}};
  const RootBytes root = root_for(options);
  const NewFolder fresh{folder};
  std::vector<InstalledMark> marks;
  for (const auto& part : parts) {
    settings.side = part.side;
    StateFolder::create(fresh.part(part.below), settings, root);
    if (options.root && *options.root != "-") {
      marks.push_back(InstalledMark::beside(*options.root, part.side));
    }
  }
  // After those that may refuse, since the first one makes the user's folder.
  for (const auto& part : parts) {
    marks.push_back(InstalledMark::of_user(root, root_name(options), part.side));
  }
  fresh.put_in_place();
  for (auto& mark : marks) {
    mark.keep();
  }
  fresh.sync();
  output.report(report(settings, parts, folder, options.json), folder + " is provisioned");
  return ExitCode::done;
}

}  // namespace tool
