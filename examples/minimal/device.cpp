// The device: seals readings to its cloud and opens commands from it. The gateway between them is not trusted.
//
//   device FOLDER DEVICE_ID GATEWAY_PORT MILLISECONDS     a reading of this machine every so often
//   device FOLDER DEVICE_ID GATEWAY_PORT -                every line of standard input is a reading

#include <chrono>
#include <iostream>
#include <optional>
#include <string_view>

#include "deployment.hpp"
#include "telemetry.hpp"
#include "udp.hpp"

using namespace std::chrono_literals;

namespace {

class Device {
  using Cloud = e3::OnePeer<Profile::Aead, e3::FileReplayStore>;

 public:
  Device(const std::string& folder, const e3::DeviceId& id, Port gateway)
      : id_{id},
        gateway_{gateway},
        files_{folder, id},
        root_{value_or_exit(Root::from(read_root(files_.root).bytes()), files_.root)},
        counters_{value_or_exit(e3::FileCounterStore::open(files_.uplink_counters), files_.uplink_counters)},
        accepted_{value_or_exit(e3::FileReplayStore::open(files_.downlink_accepted), files_.downlink_accepted)},
        cloud_{accepted_, {.keep_previous = false}},
        opener_{cloud_} {
    // The store says which downlink epoch was current before the restart.
    const auto known = value_or_exit(accepted_.find(id_), files_.downlink_accepted);
    const e3::PeerIdentity identity{.device = id_, .suite = Profile::suite, .generation = known.state.generation};
    auto peer = value_or_exit(e3::Peer<Profile::Aead>::make(identity, root_, known.state.epoch), "downlink key");
    value_or_exit(cloud_.add(std::move(peer)), "cloud");
    start_sealer();
  }

  void report(std::string_view reading) {
    std::array<std::uint8_t, Sealer::max_sealed_size(256)> frame{};
    const auto sealed = sealer_->seal({.payload = bytes_of(reading.substr(0, 256)), .aad = reading_kind}, frame);
    if (!sealed) {
      std::fprintf(stderr, "cannot seal: %s\n", e3::to_string(sealed.error()));
      return;
    }
    const auto header = *e3::peek(*sealed);
    std::printf("sealed device=%s epoch=%u counter=%llu datagram=%016llx | %.*s\n", to_hex(id_.bytes()).c_str(),
                e3::value(header.epoch), 0ULL + e3::value(header.counter), 0ULL + fingerprint(*sealed),
                static_cast<int>(reading.size()), reading.data());
    socket_.send(*sealed, gateway_);
  }

  /// Opens what arrives until `timeout` is over; a command is obeyed only after its accept is durable.
  void listen(std::chrono::milliseconds timeout) {
    const auto end = std::chrono::steady_clock::now() + timeout;
    for (auto left = timeout; left > 0ms;
         left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now())) {
      if (const auto datagram = socket_.receive(left); datagram.from != 0) {
        handle(datagram.bytes);
      }
    }
  }

 private:
  using Root = e3::DeviceRoot<Profile>;

  void start_sealer() {
    sealer_.emplace(value_or_exit(e3::make_sealer<Profile>(root_, id_, Counters{counters_}, random_salt()),
                                  files_.uplink_counters));
  }

  void handle(e3::Bytes datagram) {
    std::array<std::uint8_t, UdpSocket::max_size> buffer{};
    const e3::Envelope envelope{.bytes = datagram, .aad = command_kind};
    auto opened = opener_.open(envelope, buffer);
    if (!opened && opened.error() == e3::Error::epoch_not_open) {
      opened = opener_.open_next_epoch(root_, envelope, buffer);
    }
    if (!opened) {
      std::printf("refused datagram=%016llx | %s\n", 0ULL + fingerprint(datagram), e3::to_string(opened.error()));
      return;
    }
    const std::string command = printable(opened->payload);
    std::printf("command device=%s epoch=%u counter=%llu datagram=%016llx | %s\n", to_hex(id_.bytes()).c_str(),
                e3::value(opened->header.epoch()), 0ULL + e3::value(opened->header.counter()),
                0ULL + fingerprint(datagram), command.c_str());
    if (command == "rotate") {
      rotate();
    }
  }

  /// A new key epoch: the store moves first, durably, and only then a sealer of the new key exists.
  void rotate() {
    const auto next = value_or_exit(e3::next_epoch(sealer_->epoch()), "rotate");
    check_or_exit(e3::advance_to<Profile>(root_, id_, counters_, next), files_.uplink_counters);
    start_sealer();
    std::printf("rotated device=%s epoch=%u\n", to_hex(id_.bytes()).c_str(), e3::value(next));
  }

  e3::DeviceId id_;
  Port gateway_;
  DeviceFiles files_;
  UdpSocket socket_{0};
  Root root_;
  e3::FileCounterStore counters_;
  e3::FileReplayStore accepted_;
  Cloud cloud_;
  e3::Opener<Profile::Aead, Cloud, e3::Codecs::compact> opener_;
  std::optional<Sealer> sealer_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: device FOLDER DEVICE_ID GATEWAY_PORT MILLISECONDS|-\n");
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  Device device{argv[1], device_from_hex(argv[2]), static_cast<Port>(std::atoi(argv[3]))};
  if (std::string_view{argv[4]} == "-") {
    for (std::string line; std::getline(std::cin, line);) {
      device.report(line);
      device.listen(100ms);
    }
    return 0;
  }
  const std::chrono::milliseconds period{std::max(1, std::atoi(argv[4]))};
  for (;;) {
    device.report(read_telemetry());
    device.listen(period);
  }
}
