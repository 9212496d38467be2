#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "e3/backend/sodium.hpp"
#include "e3/crypto/hkdf.hpp"
#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "support/catch.hpp"

// The hex is read out of docs/format.md itself: it was computed by tests/support/worked_examples.py, which shares no
// code with the library, so that library, document and generator keep each other right.

namespace {

using Octets = std::vector<std::uint8_t>;
using Example = std::map<std::string, Octets>;

unsigned digit(char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); }

void append_hex(const std::string& hex, Octets& out) {
  REQUIRE(hex.size() % 2 == 0);
  REQUIRE(hex.find_first_not_of("0123456789abcdef") == std::string::npos);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    out.push_back(static_cast<std::uint8_t>(16 * digit(hex[i]) + digit(hex[i + 1])));
  }
}

// All `name = hex` values between `<!-- e3-example: NAME -->` and the next line `<!-- e3-example: end -->`. A line that
// starts with a space goes on with the value before it.
Example read_example(const std::string& name) {
  std::ifstream file{E3_SOURCE_DIR "/docs/format.md"};
  REQUIRE(file);
  Example values;
  std::string current;
  bool inside = false;
  bool in_block = false;
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("<!-- e3-example: ", 0) == 0) {
      inside = line == "<!-- e3-example: " + name + " -->";
    } else if (line.rfind("```", 0) == 0) {
      in_block = !in_block;
    } else if (inside && in_block) {
      const auto equals = line.find('=');
      if (equals != std::string::npos) {
        current = line.substr(0, line.find(' '));
      }
      const auto start = line.find_first_not_of(" =", equals == std::string::npos ? 0 : equals);
      append_hex(start == std::string::npos ? "" : line.substr(start), values[current]);
    }
  }
  REQUIRE(values.size() > 15);
  return values;
}

const Octets& get(const Example& example, const std::string& name) {
  CAPTURE(name);
  REQUIRE(example.count(name) == 1);
  return example.at(name);
}

template <std::size_t N>
std::array<std::uint8_t, N> fixed(const Octets& octets) {
  REQUIRE(octets.size() == N);
  std::array<std::uint8_t, N> result{};
  std::copy(octets.begin(), octets.end(), result.begin());
  return result;
}

std::uint64_t number(const Octets& octets) {
  std::uint64_t result = 0;
  for (const auto octet : octets) {
    result = result << 8 | octet;
  }
  return result;
}

Octets copy(e3::Bytes bytes) { return {bytes.begin(), bytes.end()}; }

Octets join(std::initializer_list<Octets> parts) {
  Octets whole;
  for (const auto& part : parts) {
    whole.insert(whole.end(), part.begin(), part.end());
  }
  return whole;
}

Octets extract(const Octets& secret) {
  Octets prk(32);
  e3::Sodium::HmacSha256 hmac{e3::labels::extract_salt};
  hmac.update(secret);
  REQUIRE(hmac.finish(e3::MutableFixedBytes<32>{prk.data(), 32}));
  return prk;
}

// NOLINTNEXTLINE(bugprone-easily-swappable-parameters): secret, then info, as HKDF has them.
Octets expand(const Octets& secret, const Octets& info, std::size_t size) {
  Octets okm(size);
  const auto kdf = e3::Sodium::Kdf::extract(e3::labels::extract_salt, secret);
  REQUIRE(kdf);
  REQUIRE(kdf->expand(info, okm));
  return okm;
}

// The parts of the document's values fit together, by its own words.
void check_parts(const Example& example, const Octets& root) {
  CHECK(expand(root, get(example, "info"), 76) == get(example, "okm"));
  CHECK(join({get(example, "key"), get(example, "base_nonce"), get(example, "commitment")}) == get(example, "okm"));
  const auto nonce = e3::make_nonce(e3::BaseNonce{fixed<12>(get(example, "base_nonce"))},
                                    static_cast<std::uint32_t>(number(get(example, "boot_salt"))),
                                    e3::Counter{number(get(example, "counter"))});
  CHECK(copy(nonce) == get(example, "nonce"));
  CHECK(join({get(example, "header"), get(example, "extra")}) == get(example, "aad"));
  CHECK(join({get(example, "header"), get(example, "ciphertext"), get(example, "tag")}) == get(example, "envelope"));
}

// Seals the example's payload with the library, and opens the document's envelope.
template <class Profile, e3::Side Sender, e3::Side Receiver>
void check_envelope(const Example& example, const Octets& root_bytes, e3::Epoch epoch, const e3::Address& alias) {
  using Kdf = typename Profile::Kdf;
  using Aead = e3::AnyAead<e3::Sodium>;
  using Store = e3::unsafe::VolatileCounterStore;
  using Replay = e3::unsafe::VolatileReplayStore<1>;
  const auto device = *e3::DeviceId::from(get(example, "device_id"));
  const auto sending = *e3::Root<Sender, Kdf>::from(fixed<32>(root_bytes));
  const auto mark = e3::sealing_mark<Profile>(sending, device, epoch);
  if (!mark && mark.error() == e3::Error::hardware_missing) {
    WARN("this processor has no AES instructions: AES-256-GCM was not run");
    return;
  }
  REQUIRE(mark);

  Store store{*mark, e3::Counter{number(get(example, "counter"))}};
  const e3::BootSalt salt{static_cast<std::uint32_t>(number(get(example, "boot_salt")))};
  auto sealer = e3::make_sealer<Profile>(sending, device, e3::CounterLease<Store, 1>{store}, salt, alias);
  REQUIRE(sealer);
  Octets out(512);
  const auto sealed = sealer->seal({.payload = get(example, "payload"), .aad = get(example, "extra")}, out);
  REQUIRE(sealed);
  CHECK(copy(*sealed) == get(example, "envelope"));

  Replay accepted;
  REQUIRE(accepted.enroll(device, epoch));
  const auto receiving = *e3::Root<Receiver, Kdf>::from(fixed<32>(root_bytes));
  auto peer = e3::Peer<Aead>::make(
      {.device = device, .suite = Profile::suite, .commitment = Profile::Codec::commitment, .alias = alias}, receiving,
      epoch);
  REQUIRE(peer);
  e3::PeerList<Aead, Replay, 1> peers{accepted};
  const auto added = peers.add(*std::move(peer));
  REQUIRE(added);
  e3::Opener<Aead, decltype(peers)> opener{peers};
  Octets buffer(512);
  const auto opened = opener.open({.bytes = get(example, "envelope"), .aad = get(example, "extra")}, buffer);
  REQUIRE(opened);
  CHECK(copy(opened->payload) == get(example, "payload"));
  CHECK(value(opened->header.counter()) == number(get(example, "counter")));
  CHECK(opened->header.boot_salt() == number(get(example, "boot_salt")));
}

}  // namespace

TEST_CASE("the worked example of a standard envelope in docs/format.md is what the library computes") {
  const auto example = read_example("standard");
  const auto fleet = e3::FleetSecret<e3::Sodium::Kdf>::from(fixed<32>(get(example, "fleet_secret")));
  REQUIRE(fleet);
  const auto device = *e3::DeviceId::from(get(example, "device_id"));
  const auto root = fleet->device_root(device, e3::Generation{2});
  REQUIRE(root);
  CHECK(extract(get(example, "fleet_secret")) == get(example, "fleet_prk"));
  CHECK(expand(get(example, "fleet_secret"), get(example, "root_info"), 32) == get(example, "root"));
  CHECK(copy(root->bytes()) == get(example, "root"));
  CHECK(extract(get(example, "root")) == get(example, "prk"));
  check_parts(example, get(example, "root"));
  using Profile = e3::Aes256Gcm<e3::Sodium, e3::Standard<8, e3::Commitment::required>>;
  check_envelope<Profile, e3::Side::device, e3::Side::cloud>(example, get(example, "root"), e3::Epoch{1}, {});
}

TEST_CASE("the worked example of a compact envelope in docs/format.md is what the library computes") {
  const auto example = read_example("compact");
  const auto root_0 = e3::Root<e3::Side::cloud, e3::Sodium::Kdf>::from(fixed<32>(get(example, "root")));
  REQUIRE(root_0);
  const auto root_1 = e3::next_root(*root_0);
  REQUIRE(root_1);
  CHECK(copy(e3::labels::ratchet) == get(example, "ratchet_info"));
  CHECK(extract(get(example, "root")) == get(example, "prk"));
  CHECK(copy(root_1->bytes()) == get(example, "next_root"));
  CHECK(extract(get(example, "next_root")) == get(example, "next_prk"));
  check_parts(example, get(example, "next_root"));
  using Profile = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<2>>;
  const auto alias = *e3::Address::from(get(example, "alias"));
  check_envelope<Profile, e3::Side::cloud, e3::Side::device>(example, get(example, "next_root"), e3::Epoch{1}, alias);
}
