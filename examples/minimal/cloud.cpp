// The cloud: opens what the devices sealed, reports what is missing, and seals commands to them.
//
//   cloud FOLDER PORT DEVICE_ID...
//
// It sends each device a command every 20 readings: "blink", and at the 60th "rotate", on which the device starts a new
// key epoch.

#include <chrono>
#include <map>
#include <memory>

#include "deployment.hpp"
#include "outbox.hpp"
#include "udp.hpp"

using namespace std::chrono_literals;

namespace {

using Aead = e3::AnyAead<e3::Sodium>;
using Peers = e3::PeerList<Aead, Outbox, 16>;
using Root = e3::CloudRoot<e3::Sodium>;

/// What the cloud keeps of a device beside its peer entry: the root, and the key and counters of its downlink.
class Device {
 public:
  Device(const CloudFiles& files, const e3::DeviceId& id, e3::Generation generation)
      : id_{id},
        counters_path_{files.counters(id, generation)},
        root_{value_or_exit(Root::from(read_root(files.root(id, generation)).bytes()), "root")},
        counters_{value_or_exit(e3::FileCounterStore::open(counters_path_), counters_path_)} {}

  [[nodiscard]] const Root& root() const { return root_; }

  /// Seals a command in the highest epoch that the cloud has accepted from the device.
  std::span<std::uint8_t> command(std::string_view text, e3::Epoch epoch, std::span<std::uint8_t> frame) {
    if (!sealer_ || sealer_->epoch() != epoch) {
      if (value_or_exit(counters_.epoch(), counters_path_) < epoch) {
        sealer_.reset();
        check_or_exit(e3::advance_to<Profile>(root_, id_, counters_, epoch), counters_path_);
      }
      sealer_.emplace(
          value_or_exit(e3::make_sealer<Profile>(root_, id_, Counters{counters_}, random_salt()), counters_path_));
    }
    return value_or_exit(sealer_->seal({.payload = bytes_of(text), .aad = command_kind}, frame), "command");
  }

 private:
  e3::DeviceId id_;
  std::string counters_path_;
  Root root_;
  e3::FileCounterStore counters_;
  std::optional<Sealer> sealer_;
};

class Cloud {
 public:
  Cloud(const std::string& folder, Port port, const std::vector<std::string>& ids)
      : files_{folder},
        accepted_{value_or_exit(e3::FileReplayStore::open(files_.accepted), files_.accepted)},
        socket_{port} {
    for (const auto& text : ids) {
      const auto id = device_from_hex(text);
      const auto known = value_or_exit(accepted_.find(id), files_.accepted);
      auto device = std::make_unique<Device>(files_, id, known.state.generation);
      add(id, device->root(), known.state);
      devices_.emplace(to_hex(id.bytes()), std::move(device));
    }
    outbox_.recover([](const Outbox::Entry& entry) { print(entry, 0, "recovered"); });
    std::printf("ready port=%u\n", port);
  }

  void serve() {
    for (;;) {
      if (const auto datagram = socket_.receive(1000ms); datagram.from != 0) {
        handle(datagram);
      }
    }
  }

 private:
  void add(const e3::DeviceId& id, const Root& root, const e3::ReceiveState<>& state) {
    const e3::PeerIdentity identity{.device = id, .suite = Profile::suite, .generation = state.generation};
    auto peer = value_or_exit(e3::Peer<Aead>::make(identity, root, state.epoch), "uplink key");
    if (state.previous_open) {
      peer.restore_previous(
          value_or_exit(e3::OpeningKey<Aead>::derive(root, identity.suite, id, state.previous), "previous uplink key"));
    }
    value_or_exit(peers_.add(std::move(peer)), "device list");
  }

  static void print(const Outbox::Entry& entry, unsigned long long datagram, const char* how) {
    if (entry.gap.count > 0) {
      std::printf("gap device=%s epoch=%u first=%llu count=%u how=%s | %s\n", entry.device.c_str(), entry.epoch,
                  0ULL + e3::value(entry.gap.first), entry.gap.count, how,
                  entry.gap.may_be_restart(stride) ? "missing, or the device restarted" : "missing");
    }
    std::printf("reading device=%s epoch=%u counter=%llu datagram=%016llx how=%s | %s\n", entry.device.c_str(),
                entry.epoch, 0ULL + entry.counter, datagram, how, entry.text.c_str());
  }

  e3::Result<e3::Opened> open(const e3::Envelope& envelope, e3::MutableBytes out) {
    auto opened = opener_.open(envelope, out);
    if (!opened && opened.error() == e3::Error::epoch_not_open) {
      // The header is a claim until the tag was checked; a cloud for a fleet limits this per `Source::link`.
      const auto header = e3::peek(envelope.bytes);
      const auto device = devices_.find(to_hex(header->address.bytes()));
      opened = opener_.open_next_epoch(device->second->root(), envelope, out);
    }
    return opened;
  }

  void handle(const UdpSocket::Datagram& datagram) {
    const auto name = 0ULL + fingerprint(datagram.bytes);
    std::array<std::uint8_t, UdpSocket::max_size> buffer{};
    const auto opened = open({.bytes = datagram.bytes, .aad = reading_kind, .from = {.link = datagram.from}}, buffer);
    if (!opened) {
      std::printf("rejected datagram=%016llx | %s\n", name, e3::to_string(opened.error()));
      return;
    }
    const auto& header = opened->header;
    const std::string device = to_hex(header.device().bytes());
    print({device, e3::value(header.epoch()), e3::value(header.counter()), opened->gap, printable(opened->payload)},
          name, opened->gap.late ? "late" : "new");
    if (const auto count = ++readings_[device]; count % 20 == 0) {
      const auto epoch = value_or_exit(accepted_.find(header.device()), files_.accepted).state.epoch;
      std::array<std::uint8_t, Sealer::max_sealed_size(16)> frame{};
      socket_.send(
          devices_.at(device)->command(count == 60 && epoch == e3::Epoch{0} ? "rotate" : "blink", epoch, frame),
          datagram.from);
    }
  }

  CloudFiles files_;
  e3::FileReplayStore accepted_;
  Outbox outbox_{accepted_, files_.outbox};
  Peers peers_{outbox_};
  e3::Opener<Aead, Peers> opener_{peers_};
  std::map<std::string, std::unique_ptr<Device>> devices_;
  std::map<std::string, unsigned> readings_;
  UdpSocket socket_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: cloud FOLDER PORT DEVICE_ID...\n");
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  Cloud cloud{argv[1], port_from(argv[2]), {argv + 3, argv + argc}};
  cloud.serve();
}
