#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/store/file.hpp"
#include "text.hpp"

// What the three programs agree on: the profile, the kind of each message, and where provisioning puts what.

/// Both directions: ChaCha20-Poly1305 in compact envelopes with the full 8-byte device ID.
using Profile = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>>;

/// One durable write per 16 messages; a restart skips at most 16 counters.
inline constexpr std::uint32_t stride = 16;
using Counters = e3::CounterLease<e3::FileCounterStore, stride>;
using Sealer = e3::Sealer<Profile, Counters>;

/// What both ends know without the gateway: a reading can never pass for a command.
inline const e3::Bytes reading_kind = bytes_of("reading 1");
inline const e3::Bytes command_kind = bytes_of("command 1");

/// The files of one device.
struct DeviceFiles {
  DeviceFiles(const std::string& state, const e3::DeviceId& device)
      : folder{state + "/device-" + to_hex(device.bytes())} {}

  std::string folder;
  std::string root = folder + "/root";                   ///< 32 secret bytes
  std::string uplink_counters = folder + "/counters";    ///< what it sealed
  std::string downlink_accepted = folder + "/accepted";  ///< what it accepted
};

/// The cloud's files. It keeps a root and a counter store per device, and one store of what it accepted.
struct CloudFiles {
  explicit CloudFiles(const std::string& state) : folder{state + "/cloud"} {}

  std::string folder;
  std::string accepted = folder + "/accepted";
  std::string outbox = folder + "/outbox";

  [[nodiscard]] std::string root(const e3::DeviceId& device) const {
    return folder + "/" + to_hex(device.bytes()) + ".root";
  }
  [[nodiscard]] std::string downlink_counters(const e3::DeviceId& device) const {
    return folder + "/" + to_hex(device.bytes()) + ".counters";
  }
};

/// Reads a root from a file that only its owner may read; ends the program with a sentence otherwise.
inline e3::Secret<e3::root_size> read_root(const std::string& path) {
  e3::Secret<e3::root_size> root;
  const e3::FileHandle file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0) {
    std::fprintf(stderr, "%s: cannot read the root; run `provision` first\n", path.c_str());
    std::exit(1);
  }
  if ((status.st_mode & 077) != 0) {
    std::fprintf(stderr, "%s: others may read this root; say `chmod 600` and provision the device anew\n",
                 path.c_str());
    std::exit(1);
  }
  if (::read(file.get(), root.bytes().data(), root.size) != static_cast<ssize_t>(root.size)) {
    std::fprintf(stderr, "%s: a root has 32 bytes; provision the device anew\n", path.c_str());
    std::exit(1);
  }
  return root;
}

/// A boot salt from the system's random source.
inline e3::BootSalt random_salt() { return e3::BootSalt{::randombytes_random()}; }
