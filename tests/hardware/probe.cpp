// What the libsodium backend says on this machine: `probe missing` where there is no AES hardware, `probe present`
// where there is. Exits with 77 if the machine is not of the kind that the argument says.

#include <array>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <utility>

#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"

namespace {

constexpr int skipped = 77;
int failures = 0;

void check(bool right, const char* fact) {
  std::printf("%s %s\n", right ? "yes:" : "NO: ", fact);
  failures += right ? 0 : 1;
}

/// What the processor itself says, not what libsodium makes of it.
bool processor_has_aes() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("aes") && __builtin_cpu_supports("pclmul");
#else
  return false;
#endif
}

const e3::DeviceId device{std::array<std::uint8_t, 8>{1, 2, 3, 4, 5, 6, 7, 8}};
constexpr std::array<std::uint8_t, e3::root_size> root_bytes{42};

template <class T>
bool fails_with(const e3::Result<T>& result, e3::Error error) {
  return !result && result.error() == error;
}

template <class Profile>
e3::Result<e3::Sealer<Profile, e3::CounterLease<e3::unsafe::VolatileCounterStore, 1>>> try_sealer(
    e3::unsafe::VolatileCounterStore& store) {
  const auto root = e3::DeviceRoot<Profile>::from(root_bytes);
  return e3::make_sealer<Profile>(*root, device, e3::CounterLease<e3::unsafe::VolatileCounterStore, 1>{store},
                                  e3::BootSalt::none());
}

/// Whether a message makes the whole way from a sealer to an opener.
template <class Profile>
bool works() {
  using Aead = e3::AnyAead<e3::Sodium>;
  using Authority = e3::unsafe::VolatileReplayStore<1>;
  const auto device_root = e3::DeviceRoot<Profile>::from(root_bytes);
  const auto cloud_root = e3::CloudRoot<e3::Sodium>::from(root_bytes);
  const auto mark = e3::sealing_mark<Profile>(*device_root, device, e3::Epoch{0});
  if (!mark) {
    return false;
  }
  e3::unsafe::VolatileCounterStore store{*mark};
  auto sealer = try_sealer<Profile>(store);
  auto peer = e3::Peer<Aead>::make({.device = device, .suite = Profile::suite}, *cloud_root, e3::Epoch{0});
  Authority authority;
  e3::PeerList<Aead, Authority, 1> peers{authority};
  if (!sealer || !peer || !authority.enroll(device, e3::Epoch{0}) || !peers.add(*std::move(peer))) {
    return false;
  }
  e3::Opener<Aead, e3::PeerList<Aead, Authority, 1>> opener{peers};
  std::array<std::uint8_t, 64> frame{};
  std::array<std::uint8_t, 64> out{};
  const std::array<std::uint8_t, 3> reading{7, 8, 9};
  const auto sealed = sealer->seal({.payload = reading}, frame);
  return sealed && opener.open({.bytes = *sealed}, out).has_value();
}

}  // namespace

int main(int argc, char** argv) {
  using ChaCha = e3::ChaCha20Poly1305<e3::Sodium, e3::Compact<8>>;
  using Gcm = e3::Aes256Gcm<e3::Sodium, e3::Compact<8>>;
  const std::string_view expected = argc == 2 ? argv[1] : "";
  if (expected != "missing" && expected != "present") {
    std::puts("usage: probe missing|present");
    return 2;
  }
  if (processor_has_aes() != (expected == "present")) {
    std::printf("skipped: this processor's AES hardware is not %s\n", argv[1]);
    return skipped;
  }

  check(works<ChaCha>(), "ChaCha20-Poly1305 seals and opens");
  if (expected == "present") {
    check(works<Gcm>(), "AES-256-GCM is available, seals and opens");
  } else {
    constexpr auto missing = e3::Error::hardware_missing;
    const std::array<std::uint8_t, e3::key_size> key{1};
    e3::Sodium::Aes256Gcm gcm;
    e3::AnyAead<e3::Sodium> any;
    e3::unsafe::VolatileCounterStore store{e3::KeyMark{}};
    std::array<std::uint8_t, e3::tag_size> out{};
    const std::array<std::uint8_t, e3::nonce_size> nonce{};
    const auto cloud_root = e3::CloudRoot<e3::Sodium>::from(root_bytes);
    check(crypto_aead_aes256gcm_is_available() == 0, "libsodium finds no AES here");
    check(fails_with(gcm.rekey(e3::Suite::aes_256_gcm, key), missing), "setting an AES-256-GCM key says so");
    check(!gcm.seal(nonce, {}, {}, out) && !gcm.open(nonce, {}, out, {}), "the AEAD then neither seals nor opens");
    check(fails_with(any.rekey(e3::Suite::aes_256_gcm, key), missing), "an AEAD of both suites says so too");
    check(!any.seal(nonce, {}, {}, out), "and does not fall back to the other suite");
    check(any.rekey(e3::Suite::chacha20_poly1305, key).has_value(), "and still takes a ChaCha20-Poly1305 key");
    check(fails_with(try_sealer<Gcm>(store), missing), "make_sealer says so");
    check(*store.reserve(e3::KeyMark{}, 1) == e3::Counter{0}, "and has taken no counter");
    check(fails_with(e3::Peer<e3::AnyAead<e3::Sodium>>::make({.device = device, .suite = e3::Suite::aes_256_gcm},
                                                             *cloud_root, e3::Epoch{0}),
                     missing),
          "an opening key says so");
  }
  return failures == 0 ? 0 : 1;
}
