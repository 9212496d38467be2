// Provisions devices: gives each a random root, known to itself and its cloud, and formats the stores of both.
//
//   provision FOLDER DEVICE_ID...      e.g.  provision state 70b3d57ed0000001
//
// Nothing but provisioning ever formats a store. To provision a device again, remove its old files first, on both
// sides.

#include <sys/stat.h>

#include "deployment.hpp"

namespace {

void write_root(const std::string& path, const e3::Secret<e3::root_size>& root) {
  const e3::FileHandle file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (!file || ::write(file.get(), root.bytes().data(), root.size) != static_cast<ssize_t>(root.size) ||
      ::fsync(file.get()) != 0) {
    std::fprintf(stderr, "%s: cannot create the root; remove the old one if the device is provisioned anew\n",
                 path.c_str());
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
    const DeviceFiles files{folder, device};
    ::mkdir(files.folder.c_str(), 0700);
    e3::Secret<e3::root_size> root;
    ::randombytes_buf(root.bytes().data(), root.size);

    write_root(files.root, root);
    format_counters<e3::Side::device>(files.uplink_counters, root, device);
    auto device_accepted = open_or_format(files.downlink_accepted);
    check_or_exit(device_accepted.enroll(device, e3::Generation{0}), files.downlink_accepted);

    write_root(cloud.root(device), root);
    format_counters<e3::Side::cloud>(cloud.downlink_counters(device), root, device);
    check_or_exit(cloud_accepted.enroll(device, e3::Generation{0}), cloud.accepted);
    std::printf("provisioned device=%s\n", argv[i]);
  }
  return 0;
}
