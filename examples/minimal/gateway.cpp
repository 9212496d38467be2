// The gateway: forwards envelopes between devices and cloud. It holds no key; all it knows is what `peek` shows anyone.
//
//   gateway PORT CLOUD_PORT

#include <chrono>
#include <map>

#include "text.hpp"
#include "udp.hpp"

using namespace std::chrono_literals;

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: gateway PORT CLOUD_PORT\n");
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  UdpSocket socket{port_from(argv[1])};
  const auto cloud = port_from(argv[2]);
  std::map<std::string, Port> devices;  // where each address was last heard: unverified, good enough to route by

  for (;;) {
    const auto datagram = socket.receive(1000ms);
    if (datagram.from == 0) {
      continue;
    }
    const auto header = e3::peek(datagram.bytes);
    if (!header) {
      std::printf("dropped from=%u | %s\n", datagram.from, e3::to_string(header.error()));
      continue;
    }
    const bool uplink = datagram.from != cloud;
    const std::string device = to_hex(header->address.bytes());
    std::printf("seen %s device=%s epoch=%u counter=%llu salt=%08x datagram=%016llx bytes=%zu\n",
                uplink ? "up" : "down", device.c_str(), e3::value(header->epoch), 0ULL + e3::value(header->counter),
                header->boot_salt, 0ULL + fingerprint(datagram.bytes), datagram.bytes.size());
    if (uplink) {
      devices[device] = datagram.from;
      socket.send(datagram.bytes, cloud);
    } else if (const auto found = devices.find(device); found != devices.end()) {
      socket.send(datagram.bytes, found->second);
    }
  }
}
