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
        accepted_{value_or_exit(e3::FileReplayStore::open(files_.accepted), files_.accepted)},
        known_{value_or_exit(accepted_.find(id), files_.accepted).state},
        root_path_{files_.root(known_.generation)},
        counters_path_{files_.counters(known_.generation)},
        root_{value_or_exit(Root::from(read_root(root_path_).bytes()), root_path_)},
        counters_{value_or_exit(e3::FileCounterStore::open(counters_path_), counters_path_)},
        cloud_{value_or_exit(make_cloud(), "downlink key")},
        opener_{cloud_} {
    start_sealer();
  }

  void report(std::string_view reading) {
    constexpr std::size_t max_size = 256;
    if (reading.size() > max_size) {
      std::fprintf(stderr, "a reading has %zu bytes at most; nothing was sealed\n", max_size);
      return;
    }
    std::array<std::uint8_t, Sealer::max_sealed_size(max_size)> frame{};
    const auto sealed = sealer_->seal({.payload = bytes_of(reading), .aad = reading_kind}, frame);
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

  /// The cloud in the downlink epoch that the store says was current before the restart.
  e3::Result<Cloud> make_cloud() {
    const e3::PeerIdentity identity{.device = id_, .suite = Profile::suite, .generation = known_.generation};
    return Cloud::make(accepted_, identity, root_, known_.epoch);
  }

  void start_sealer() {
    sealer_.emplace(
        value_or_exit(e3::make_sealer<Profile>(root_, id_, Counters{counters_}, random_salt()), counters_path_));
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
    sealer_.reset();
    check_or_exit(e3::advance_to<Profile>(root_, id_, counters_, next), counters_path_);
    start_sealer();
    std::printf("rotated device=%s epoch=%u\n", to_hex(id_.bytes()).c_str(), e3::value(next));
  }

  e3::DeviceId id_;
  Port gateway_;
  DeviceFiles files_;
  UdpSocket socket_{0};
  e3::FileReplayStore accepted_;
  e3::ReceiveState<> known_;  // at the start: it says which generation and which downlink epoch this device is in
  std::string root_path_;
  std::string counters_path_;
  Root root_;
  e3::FileCounterStore counters_;
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
  Device device{argv[1], device_from_hex(argv[2]), port_from(argv[3])};
  if (std::string_view{argv[4]} == "-") {
    for (std::string line; std::getline(std::cin, line);) {
      device.report(line);
      device.listen(100ms);
    }
    return 0;
  }
  const std::chrono::milliseconds period{number_from(argv[4], 3600000)};
  for (;;) {
    device.report(read_telemetry());
    device.listen(period);
  }
}
