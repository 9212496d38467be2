#include <array>
#include <string>
#include <vector>

#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/store/file.hpp"
#include "support/catch.hpp"
#include "support/sandbox.hpp"

// The tool and a program of the library understand each other, each with the other's files.

using namespace tool_tests;

namespace {

using Profile = e3::Aes256Gcm<e3::Sodium, e3::Standard<8, e3::Commitment::required>>;
using Aead = e3::AnyAead<e3::Sodium>;
using Peers = e3::PeerList<Aead, e3::FileReplayStore, 1>;
using Counters = e3::CounterLease<e3::FileCounterStore, 1>;

const e3::DeviceId device{std::array<std::uint8_t, 8>{0x70, 0xB3, 0xD5, 0x7E, 0xD0, 0, 0, 1}};

e3::Bytes bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

template <class Root>
Root root_in(const Sandbox& box, const std::string& name) {
  return *Root::from(bytes_of(box.read(name)).first<e3::root_size>());
}

struct Committed : Sandbox {
  Committed() {
    provision("demo",
              {"--device", "70b3d57ed0000001", "--suite", "aes-256-gcm", "--codec", "standard", "--commitment"});
  }
};

}  // namespace

TEST_CASE("a program opens what the tool sealed, with the tool's store") {
  const Committed box;
  const std::string envelope =
      box.read((box.seal("demo/device", "envelope", "21.5 C", {"--aad", "reading"}), "envelope"));
  const auto root = root_in<e3::CloudRoot<e3::Sodium>>(box, "demo/cloud/root");
  std::vector<std::uint8_t> out(envelope.size());
  {
    auto accepted = e3::FileReplayStore::open(box / "demo/cloud/accepted");
    REQUIRE(accepted);
    Peers peers{*accepted};
    REQUIRE(peers.add(*e3::Peer<Aead>::make(
        {.device = device, .suite = Profile::suite, .commitment = e3::Commitment::required}, root, e3::Epoch{0})));
    e3::Opener<Aead, Peers> opener{peers};
    const auto opened = opener.open({.bytes = bytes_of(envelope), .aad = bytes_of("reading")}, out);
    REQUIRE(opened);
    CHECK(std::string{opened->payload.begin(), opened->payload.end()} == "21.5 C");
  }
  // And the tool knows that the program opened it.
  box.refuses(replayed, "accepted before", {"open", box / "demo/cloud", box / "envelope", "--aad", "reading"});
}

TEST_CASE("the tool opens what a program sealed, with the tool's store") {
  const Committed box;
  const auto root = root_in<e3::DeviceRoot<Profile>>(box, "demo/device/root");
  {
    auto store = e3::FileCounterStore::open(box / "demo/device/counters");
    REQUIRE(store);
    auto sealer = e3::make_sealer<Profile>(root, device, Counters{*store}, e3::BootSalt{0xC0FFEE});
    REQUIRE(sealer);
    std::vector<std::uint8_t> frame(sealer->max_sealed_size(2));
    const auto sealed = sealer->seal({.payload = bytes_of("on"), .aad = {}}, frame);
    REQUIRE(sealed);
    box.write("envelope", std::string{sealed->begin(), sealed->end()});
  }
  const auto json = box.succeeds({"open", box / "demo/cloud", box / "envelope", "--json"});
  CHECK(json.find("\"boot_salt\":12648430,") != std::string::npos);
  CHECK(json.find("\"payload\":\"6f6e\"") != std::string::npos);
  // And the tool's next counter is one that the program did not use.
  CHECK(box.succeeds({"seal", box / "demo/device", "--json"}).find("\"counter\":1,") != std::string::npos);
}
