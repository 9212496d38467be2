// Provisions devices, for the first time or anew: gives each a random root, known to itself and its cloud alone, and starts
// the stores of both.
//
//   provision FOLDER DEVICE_ID...      e.g.  provision state 70b3d57ed0000001
//
// Each provisioning is a generation with a root and counters of its own; nothing that was used is formatted again. Stop the
// device before it is provisioned anew, and start the cloud again afterwards.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "deployment.hpp"

namespace {

void write_root(const std::string& path, const e3::Secret<e3::root_size>& root) {
  const e3::FileHandle file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (!file || ::write(file.get(), root.bytes().data(), e3::root_size) != static_cast<ssize_t>(e3::root_size) ||
      ::fsync(file.get()) != 0) {
    std::fprintf(stderr, "%s: cannot create the root; is the folder writable, and is there room?\n", path.c_str());
    std::exit(1);
  }
}

template <e3::Side S>
void format_counters(const std::string& path, const e3::Secret<e3::root_size>& secret, const e3::DeviceId& device) {
  const auto root = value_or_exit(e3::Root<S, Profile::Kdf>::from(secret.bytes()), path);
  const auto mark = value_or_exit(e3::sealing_mark<Profile>(root, device, e3::Epoch{0}), path);
  value_or_exit(e3::FileCounterStore::format(path, mark), path);
}

e3::FileReplayStore open_or_format(const std::string& path) {
  auto store = e3::FileReplayStore::open(path);
  return store || store.error() != e3::Error::store_blank ? value_or_exit(std::move(store), path)
                                                          : value_or_exit(e3::FileReplayStore::format(path), path);
}

/// The first generation that neither side has used or begun.
e3::Generation next_generation(const DeviceFiles& files, const CloudFiles& cloud, const e3::DeviceId& device) {
  for (std::uint32_t number = 0;; ++number) {
    const e3::Generation generation{number};
    const std::string mine = files.root(generation);
    const std::string theirs = cloud.root(device, generation);
    if (::access(mine.c_str(), F_OK) != 0 && ::access(theirs.c_str(), F_OK) != 0) {
      return generation;
    }
  }
}

void provision(const std::string& folder, const e3::DeviceId& device, const CloudFiles& cloud,
               e3::FileReplayStore& cloud_accepted) {
  const DeviceFiles files{folder, device};
  ::mkdir(files.folder.c_str(), 0700);
  auto device_accepted = open_or_format(files.accepted);
  const auto generation = next_generation(files, cloud, device);
  e3::Secret<e3::root_size> root;
  ::randombytes_buf(root.bytes().data(), e3::root_size);

  write_root(cloud.root(device, generation), root);
  format_counters<e3::Side::cloud>(cloud.counters(device, generation), root, device);
  write_root(files.root(generation), root);
  format_counters<e3::Side::device>(files.counters(generation), root, device);
  // From here on each side uses the new generation. Should this program stop in between, run it again.
  check_or_exit(cloud_accepted.enroll(device, generation), cloud.accepted);
  check_or_exit(device_accepted.enroll(device, generation), files.accepted);
  std::printf("provisioned device=%s generation=%u\n", to_hex(device.bytes()).c_str(), e3::value(generation));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || ::sodium_init() < 0) {
    std::fprintf(stderr, "usage: provision FOLDER DEVICE_ID...\n");
    return 2;
  }
  const std::string folder = argv[1];
  const CloudFiles cloud{folder};
  ::mkdir(folder.c_str(), 0700);
  ::mkdir(cloud.folder.c_str(), 0700);
  auto cloud_accepted = open_or_format(cloud.accepted);
  for (int i = 2; i < argc; ++i) {
    const auto device = device_from_hex(argv[i]);
    if (device.size() != Profile::Codec::address_size) {
      std::fprintf(stderr, "%s: this deployment's device IDs have 8 bytes, 16 hexadecimal digits\n", argv[i]);
      return 1;
    }
    provision(folder, device, cloud, cloud_accepted);
  }
  return 0;
}
