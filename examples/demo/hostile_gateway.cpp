// A gateway that attacks: it does to the envelopes it forwards whatever it can without a key, and says what it did.
//
//   hostile_gateway PORT CLOUD_PORT

#include <chrono>
#include <map>
#include <random>
#include <vector>

#include "text.hpp"
#include "udp.hpp"

using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;
using Datagram = std::vector<std::uint8_t>;

class HostileGateway {
 public:
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): as on the command line, the own port first.
  HostileGateway(Port port, Port cloud) : socket_{port}, cloud_{cloud} {}

  void run() {
    for (;;) {
      const auto received = socket_.receive(10ms);
      if (received.from != 0) {
        handle({received.bytes.begin(), received.bytes.end()}, received.from);
      }
      release_held();
    }
  }

 private:
  struct Held {
    Clock::time_point due;
    Datagram datagram;
  };

  void handle(const Datagram& datagram, Port from) {
    const auto header = e3::peek(datagram);
    if (!header) {
      return;
    }
    const bool uplink = from != cloud_;
    const std::string device = to_hex(header->address.bytes());
    std::printf("seen %s device=%s epoch=%u counter=%llu salt=%08x datagram=%016llx bytes=%zu\n",
                uplink ? "up" : "down", device.c_str(), e3::value(header->epoch), 0ULL + e3::value(header->counter),
                header->boot_salt, 0ULL + fingerprint(datagram), datagram.size());
    if (uplink) {
      devices_[device] = from;
      attack_uplink(device, *header, datagram);
    } else {
      attack_downlink(device, datagram);
    }
  }

  void attack_uplink(const std::string& device, const e3::UnverifiedHeader& header, const Datagram& datagram) {
    const auto& history = history_[device];
    switch (turn_++ % 11) {
      case 0:
        forward(device, datagram);
        attack("replay-at-once", datagram);
        return to_cloud(datagram);
      case 1:
        if (!history.empty()) {
          const auto& old = history[random(history.size())];
          attack("replay-old", old);
          to_cloud(old);
        }
        return forward(device, datagram);
      case 2: {
        Datagram flipped = datagram;
        flipped[random(flipped.size())] ^= static_cast<std::uint8_t>(1U << random(8));
        attack("flip-a-bit", flipped);
        to_cloud(flipped);
        return forward(device, datagram);
      }
      case 3:
        if (const auto spliced = splice(device, datagram); !spliced.empty()) {
          attack("splice-headers", spliced);
          to_cloud(spliced);
        }
        return forward(device, datagram);
      case 4:
        return attack("drop", datagram);
      case 5:
        attack("reorder", datagram);
        return held_.push_back({Clock::now() + 150ms, datagram});
      case 6:
        attack("delay", datagram);
        return held_.push_back({Clock::now() + 2s, datagram});
      case 8:
        attack("delay-past-window", datagram);
        return held_.push_back({Clock::now() + 9s, datagram});
      case 9: {
        // Lock the device out: a counter far ahead would move a window that trusts it.
        Datagram forged(36);
        e3::Compact<8>::write(
            {.suite = e3::Suite::chacha20_poly1305,
             .epoch = header.epoch,
             .counter = e3::Counter{0x00F0'0000},
             .address = header.address,
             .boot_salt = 0,
             .nonce = {},
             .commitment = {}},
            std::span{forged}.first(e3::Compact<8>::header_size(header.epoch, e3::Counter{0x00F0'0000}, 0)));
        attack("forge-far-ahead", forged);
        to_cloud(forged);
        return forward(device, datagram);
      }
      default:
        return forward(device, datagram);
    }
  }

  void attack_downlink(const std::string& device, const Datagram& datagram) {
    attack("reflect-downlink", datagram);
    to_cloud(datagram);
    if (const auto found = devices_.find(device); found != devices_.end()) {
      Datagram flipped = datagram;
      flipped[random(flipped.size())] ^= static_cast<std::uint8_t>(1U << random(8));
      attack("flip-a-downlink-bit", flipped);
      socket_.send(flipped, found->second);
      socket_.send(datagram, found->second);
      attack("replay-downlink", datagram);
      socket_.send(datagram, found->second);
    }
  }

  /// This device's header on the body of another device's last message.
  Datagram splice(const std::string& device, const Datagram& datagram) const {
    for (const auto& [other, history] : history_) {
      if (other != device && !history.empty()) {
        const auto mine = *e3::parse(datagram);
        const auto theirs = *e3::parse(history.back());
        Datagram spliced(mine.header_bytes.begin(), mine.header_bytes.end());
        spliced.insert(spliced.end(), theirs.sealed.begin(), theirs.sealed.end());
        return spliced;
      }
    }
    return {};
  }

  void release_held() {
    for (std::size_t i = 0; i < held_.size();) {
      if (held_[i].due <= Clock::now()) {
        to_cloud(held_[i].datagram);
        held_.erase(held_.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
    }
  }

  void attack(const char* name, const Datagram& datagram) {
    std::printf("attack name=%s datagram=%016llx\n", name, 0ULL + fingerprint(datagram));
  }
  void to_cloud(const Datagram& datagram) { socket_.send(datagram, cloud_); }
  void forward(const std::string& device, const Datagram& datagram) {
    to_cloud(datagram);
    history_[device].push_back(datagram);
  }
  std::size_t random(std::size_t end) { return std::uniform_int_distribution<std::size_t>{0, end - 1}(random_); }

  UdpSocket socket_;
  Port cloud_;
  std::map<std::string, Port> devices_;
  std::map<std::string, std::vector<Datagram>> history_;  // what the cloud was given before
  std::vector<Held> held_;
  unsigned turn_ = 0;
  std::mt19937_64 random_{std::random_device{}()};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: hostile_gateway PORT CLOUD_PORT\n");
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  HostileGateway{port_from(argv[1]), port_from(argv[2])}.run();
}
