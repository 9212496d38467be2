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

/// The files of one device. Root and counters are of one provisioning: a generation has its own.
struct DeviceFiles {
  DeviceFiles(const std::string& state, const e3::DeviceId& device)
      : folder{state + "/device-" + to_hex(device.bytes())} {}

  std::string folder;
  std::string accepted = folder + "/accepted";  ///< what it accepted, and which generation it is of

  [[nodiscard]] std::string root(e3::Generation generation) const { return of("root", generation); }
  [[nodiscard]] std::string counters(e3::Generation generation) const { return of("counters", generation); }

 private:
  [[nodiscard]] std::string of(const std::string& kind, e3::Generation generation) const {
    return folder + "/" + kind + "-" + std::to_string(e3::value(generation));
  }
};

/// The cloud's files. It keeps a root and a counter store per device and generation, and one store of what it accepted.
struct CloudFiles {
  explicit CloudFiles(const std::string& state) : folder{state + "/cloud"} {}

  std::string folder;
  std::string accepted = folder + "/accepted";
  std::string outbox = folder + "/outbox";

  [[nodiscard]] std::string root(const e3::DeviceId& device, e3::Generation generation) const {
    return of("root", device, generation);
  }
  [[nodiscard]] std::string counters(const e3::DeviceId& device, e3::Generation generation) const {
    return of("counters", device, generation);
  }

 private:
  [[nodiscard]] std::string of(const std::string& kind, const e3::DeviceId& device, e3::Generation generation) const {
    return folder + "/" + to_hex(device.bytes()) + "-" + kind + "-" + std::to_string(e3::value(generation));
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
  if (::read(file.get(), root.bytes().data(), e3::root_size) != static_cast<ssize_t>(e3::root_size)) {
    std::fprintf(stderr, "%s: a root has 32 bytes; provision the device anew\n", path.c_str());
    std::exit(1);
  }
  return root;
}

/// A boot salt from the system's random source.
inline e3::BootSalt random_salt() { return e3::BootSalt{::randombytes_random()}; }
