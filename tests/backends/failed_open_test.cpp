#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "rows.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

// After a failed open no byte of the plaintext is in the output, whatever the backend's library had written there.

namespace {

constexpr std::uint8_t before = 0xA7;
constexpr std::uint8_t plain = 0x5C;
const e3::DeviceId device{std::array<std::uint8_t, 4>{1, 2, 3, 4}};
constexpr std::array<std::uint8_t, e3::root_size> root{9, 8, 7};

bool has_plaintext(e3::Bytes out) { return std::find(out.begin(), out.end(), plain) != out.end(); }

/// An envelope with a wrong tag, whose payload is `plain` throughout, and an opener that it is for.
template <class Backend, e3::Suite S>
class Refused {
  using Profile = e3::Profile<S, Backend, e3::Compact<4>, e3::Bulk>;
  using Aead = typename Profile::Aead;
  using Authority = e3::unsafe::VolatileReplayStore<1>;
  using Peers = e3::OnePeer<Aead, Authority>;

 public:
  explicit Refused(std::size_t size) {
    const auto device_root = *e3::DeviceRoot<Profile>::from(root);
    e3::unsafe::VolatileCounterStore store{*e3::sealing_mark<Profile>(device_root, device, e3::Epoch{0})};
    auto sealer = *e3::make_sealer<Profile>(
        device_root, device, e3::CounterLease<e3::unsafe::VolatileCounterStore, 1>{store}, e3::BootSalt::none());
    envelope.resize(sealer.max_sealed_size(size));
    const support::ByteVector payload(size, plain);
    const auto sealed = sealer.seal({.payload = payload}, envelope);
    REQUIRE(sealed);
    envelope = {sealed->begin(), sealed->end()};
    envelope.back() ^= 1;
    REQUIRE(authority_.enroll(device, e3::Epoch{0}));
  }

  [[nodiscard]] bool opens(e3::MutableBytes out, e3::Bytes bytes) {
    e3::Opener<Aead, Peers> opener{peers_};
    return opener.open({.bytes = bytes}, out).has_value();
  }

  support::ByteVector envelope;

 private:
  Authority authority_;
  Peers peers_ =
      *Peers::make(authority_, {.device = device, .suite = S}, *e3::CloudRoot<Backend>::from(root), e3::Epoch{0});
};

template <class Backend, e3::Suite S>
void leaves_nothing() {
  for (const std::size_t size : std::initializer_list<std::size_t>{1, 15, 16, 64, 255, 4096, 65536}) {
    CAPTURE(size);
    Refused<Backend, S> refused{size};
    support::ByteVector apart(size, before);
    REQUIRE_FALSE(refused.opens(apart, refused.envelope));
    CHECK_FALSE(has_plaintext(apart));
    auto in_place = refused.envelope;
    const std::size_t header = in_place.size() - size - e3::tag_size;
    REQUIRE_FALSE(refused.opens(in_place, in_place));
    const auto payload = e3::Bytes{in_place}.subspan(header, size);
    CHECK(std::all_of(payload.begin(), payload.end(), [](std::uint8_t byte) { return byte == 0; }));
  }
}

/// Whether the library itself leaves plaintext where it refuses: then the opener's wipe is what takes it away.
template <class Aead>
bool library_leaves_plaintext(e3::Suite suite) {
  constexpr std::size_t size = 4096;
  constexpr std::array<std::uint8_t, e3::key_size> key{1};
  constexpr std::array<std::uint8_t, e3::nonce_size> nonce{};
  Aead aead;
  REQUIRE(aead.rekey(suite, key));
  const support::ByteVector payload(size, plain);
  support::ByteVector sealed(size + e3::tag_size);
  REQUIRE(aead.seal(nonce, {}, payload, sealed));
  sealed.back() ^= 1;
  support::ByteVector out(size, before);
  REQUIRE_FALSE(aead.open(nonce, {}, sealed, out));
  return has_plaintext(out);
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("no plaintext is left after a failed open", "", backends::Rows) {
  CAPTURE(TestType::name);
  if (backends::has_aes_here<typename TestType::Backend>()) {
    leaves_nothing<typename TestType::Backend, e3::Suite::aes_256_gcm>();
  }
  leaves_nothing<typename TestType::Backend, e3::Suite::chacha20_poly1305>();
}

#if defined(E3_TESTS_OPENSSL)
TEST_CASE("the plaintext that OpenSSL leaves after a failed open is seen by the check above") {
  CHECK(library_leaves_plaintext<e3::OpenSsl::Aead<e3::Suite::aes_256_gcm>>(e3::Suite::aes_256_gcm));
  CHECK(library_leaves_plaintext<e3::OpenSsl::Aead<e3::Suite::chacha20_poly1305>>(e3::Suite::chacha20_poly1305));
}
#endif
