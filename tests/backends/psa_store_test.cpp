#include <psa/crypto.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "e3/backend/psa.hpp"
#include "e3/backend/sodium.hpp"
#include "e3/e3.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

// With a root that PSA holds, no key byte reaches E3: not through a call of PSA's, and none lies in E3's objects.

namespace {

using Fragment = std::array<std::uint8_t, 8>;

/// What the functions below watch for and have seen.
struct Watch {
  bool on = false;
  bool unready = false;
  std::vector<support::ByteVector> secrets;
  std::vector<std::string> seen;
};
Watch watch;

/// Whether `bytes` have 8 bytes in a row of a secret.
bool has_secret(e3::Bytes bytes) {
  const auto has = [&](const support::ByteVector& secret) {
    for (std::size_t i = 0; i + sizeof(Fragment) <= secret.size(); ++i) {
      const auto first = secret.begin() + static_cast<std::ptrdiff_t>(i);
      if (std::search(bytes.begin(), bytes.end(), first, first + sizeof(Fragment)) != bytes.end()) {
        return true;
      }
    }
    return false;
  };
  return std::any_of(watch.secrets.begin(), watch.secrets.end(), has);
}

template <class T>
bool has_secret_inside(const T& object) {
  return has_secret({reinterpret_cast<const std::uint8_t*>(&object), sizeof object});
}

}  // namespace

extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the linker's names
psa_status_t __real_psa_crypto_init();
psa_status_t __real_psa_import_key(const psa_key_attributes_t* attributes, const std::uint8_t* data, std::size_t size,
                                   psa_key_id_t* key);
psa_status_t __real_psa_key_derivation_output_key(const psa_key_attributes_t* attributes,
                                                  psa_key_derivation_operation_t* operation, psa_key_id_t* key);
psa_status_t __real_psa_key_derivation_output_bytes(psa_key_derivation_operation_t* operation, std::uint8_t* output,
                                                    std::size_t size);

psa_status_t __wrap_psa_crypto_init() {
  return watch.unready ? PSA_ERROR_INSUFFICIENT_ENTROPY : __real_psa_crypto_init();
}

psa_status_t __wrap_psa_export_key(psa_key_id_t, std::uint8_t*, std::size_t, std::size_t*) {
  watch.seen.emplace_back("export");
  return PSA_ERROR_NOT_PERMITTED;
}

psa_status_t __wrap_psa_import_key(const psa_key_attributes_t* attributes, const std::uint8_t* data, std::size_t size,
                                   psa_key_id_t* key) {
  if (watch.on) {
    watch.seen.emplace_back("import");
    return PSA_ERROR_NOT_PERMITTED;
  }
  return __real_psa_import_key(attributes, data, size, key);
}

psa_status_t __wrap_psa_key_derivation_output_key(const psa_key_attributes_t* attributes,
                                                  psa_key_derivation_operation_t* operation, psa_key_id_t* key) {
  if (watch.on && (psa_get_key_usage_flags(attributes) & (PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY)) != 0) {
    watch.seen.emplace_back("a key that can be read");
  }
  return __real_psa_key_derivation_output_key(attributes, operation, key);
}

psa_status_t __wrap_psa_key_derivation_output_bytes(psa_key_derivation_operation_t* operation, std::uint8_t* output,
                                                    std::size_t size) {
  const auto status = __real_psa_key_derivation_output_bytes(operation, output, size);
  if (watch.on && has_secret({output, size})) {
    watch.seen.emplace_back("key bytes");
  }
  return status;
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
}

namespace {

constexpr std::array<std::uint8_t, e3::root_size> root_bytes{
    0x51, 0x0F, 0xA3, 0x77, 0x1C, 0xE2, 0x94, 0x6B, 0xD0, 0x38, 0x85, 0x5A, 0x2E, 0xC1, 0x49, 0xF6,
    0x13, 0xBD, 0x60, 0x97, 0x0A, 0x7F, 0xE8, 0x34, 0xCB, 0x52, 0xA9, 0x1D, 0x86, 0x4E, 0xF3, 0x28};
const e3::DeviceId device{std::array<std::uint8_t, 8>{1, 2, 3, 4, 5, 6, 7, 8}};

/// The root in the store, as a chip has it: it can be derived from, and not be read.
class RootInStore {
 public:
  RootInStore() {
    watch = {};
    REQUIRE(psa_crypto_init() == PSA_SUCCESS);
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_set_key_type(&attributes, PSA_KEY_TYPE_DERIVE);
    psa_set_key_algorithm(&attributes, PSA_ALG_HKDF(PSA_ALG_SHA_256));
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_DERIVE);
    REQUIRE(psa_import_key(&attributes, root_bytes.data(), root_bytes.size(), &id) == PSA_SUCCESS);
    watch.on = true;
  }
  RootInStore(const RootInStore&) = delete;
  RootInStore& operator=(const RootInStore&) = delete;
  ~RootInStore() {
    watch.on = false;
    psa_destroy_key(id);
  }

  psa_key_id_t id = PSA_KEY_ID_NULL;
};

/// The secrets of the device's uplink in epoch 0, from another backend: root, pseudorandom key, traffic key.
void learn_secrets(e3::Suite suite) {
  e3::Sodium::HmacSha256 hmac{e3::labels::extract_salt};
  hmac.update(root_bytes);
  support::ByteVector prk(32);
  REQUIRE(hmac.finish(e3::MutableFixedBytes<32>{prk.data(), 32}));
  support::ByteVector info(e3::labels::traffic.begin(), e3::labels::traffic.end());
  for (const std::uint8_t byte : {static_cast<std::uint8_t>(suite), std::uint8_t{0}, std::uint8_t{0}, std::uint8_t{0},
                                  std::uint8_t{0}, std::uint8_t{0}, std::uint8_t{8}}) {
    info.push_back(byte);
  }
  info.insert(info.end(), device.bytes().begin(), device.bytes().end());
  support::ByteVector key(e3::key_size);
  REQUIRE(e3::Sodium::Kdf::extract(e3::labels::extract_salt, root_bytes)->expand(info, key));
  watch.secrets = {{root_bytes.begin(), root_bytes.end()}, prk, key};
}

/// Seals and opens a message under the root in the store, and scans every object on the way.
template <class Backend, e3::Suite S>
void seals_and_opens() {
  using Profile = e3::Profile<S, Backend, e3::Compact<8>>;
  using Aead = typename Profile::Aead;
  using Authority = e3::unsafe::VolatileReplayStore<1>;
  using Peers = e3::OnePeer<Aead, Authority>;

  const RootInStore stored;
  learn_secrets(S);
  auto device_kdf = Backend::Kdf::of_key(stored.id, e3::labels::extract_salt);
  auto cloud_kdf = Backend::Kdf::of_key(stored.id, e3::labels::extract_salt);
  REQUIRE(device_kdf);
  REQUIRE(cloud_kdf);
  const e3::DeviceRoot<Profile> device_root{*std::move(device_kdf)};
  const e3::CloudRoot<Backend> cloud_root{*std::move(cloud_kdf)};
  const auto mark = e3::sealing_mark<Profile>(device_root, device, e3::Epoch{0});
  REQUIRE(mark);
  e3::unsafe::VolatileCounterStore store{*mark};
  auto sealer = e3::make_sealer<Profile>(
      device_root, device, e3::CounterLease<e3::unsafe::VolatileCounterStore, 1>{store}, e3::BootSalt::none());
  REQUIRE(sealer);
  Authority authority;
  REQUIRE(authority.enroll(device, e3::Epoch{0}));
  auto peers = Peers::make(authority, {.device = device, .suite = S}, cloud_root, e3::Epoch{0});
  REQUIRE(peers);
  e3::Opener<Aead, Peers> opener{*peers};

  const support::ByteVector payload{'2', '1', '.', '5'};
  support::ByteVector frame(sealer->max_sealed_size(payload.size()));
  const auto sealed = sealer->seal({.payload = payload}, frame);
  REQUIRE(sealed);
  support::ByteVector out(payload.size());
  const auto opened = opener.open({.bytes = *sealed}, out);
  REQUIRE(opened);
  CHECK(support::same(opened->payload, payload));

  CHECK_FALSE(has_secret_inside(device_root));
  CHECK_FALSE(has_secret_inside(cloud_root));
  CHECK_FALSE(has_secret_inside(*sealer));
  CHECK_FALSE(has_secret_inside(*peers));
  CHECK_FALSE(has_secret_inside(opener));
}

/// The control: takes the traffic key out as bytes and gives it back, which works as well and shows the key.
struct Careless : e3::PsaWithAesHardware {
  class Kdf : public e3::PsaKdf {
   public:
    explicit Kdf(e3::PsaKdf&& kdf) noexcept : PsaKdf{std::move(kdf)} {}
    template <class A>
    e3::Result<void> expand_key(e3::Bytes info, e3::Suite suite, A& aead, e3::MutableBytes rest) const noexcept {
      std::array<std::uint8_t, e3::key_size + 44> okm{};
      if (auto done = expand(info, okm); !done) {
        return done;
      }
      std::copy_n(okm.begin() + e3::key_size, rest.size(), rest.begin());
      return aead.rekey(suite, e3::FixedBytes<e3::key_size>{e3::Bytes{okm}.first<e3::key_size>()});
    }
  };
};

}  // namespace

TEST_CASE("with a root in PSA's store no key byte reaches E3") {
  seals_and_opens<e3::PsaWithAesHardware, e3::Suite::aes_256_gcm>();
  CHECK(watch.seen.empty());
  seals_and_opens<e3::Psa, e3::Suite::chacha20_poly1305>();
  CHECK(watch.seen.empty());
}

TEST_CASE("key bytes that leave PSA's store, and those that E3 puts there, are seen") {
  const RootInStore stored;
  learn_secrets(e3::Suite::aes_256_gcm);
  auto kdf = e3::PsaKdf::of_key(stored.id, e3::labels::extract_salt);
  REQUIRE(kdf);
  const e3::Root<e3::Side::device, Careless::Kdf> root{Careless::Kdf{*std::move(kdf)}};
  using Key = e3::SealingKey<Careless::Aead<e3::Suite::aes_256_gcm>>;
  CHECK_FALSE(Key::derive(root, e3::Suite::aes_256_gcm, device, e3::Epoch{0}));
  CHECK(watch.seen == std::vector<std::string>{"key bytes", "import"});
}

TEST_CASE("a key in E3's objects is seen") {
  const RootInStore stored;
  learn_secrets(e3::Suite::aes_256_gcm);
  const auto root = e3::CloudRoot<e3::Sodium>::from(root_bytes);
  REQUIRE(root);
  CHECK(has_secret_inside(*root));
}

TEST_CASE("a handle that is no secret for HKDF is refused at once") {
  REQUIRE(psa_crypto_init() == PSA_SUCCESS);
  CHECK_FALSE(e3::PsaKdf::of_key(PSA_KEY_ID_NULL, e3::labels::extract_salt));
  CHECK_FALSE(e3::PsaKdf::of_key(77777, e3::labels::extract_salt));
  psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
  psa_set_key_type(&attributes, PSA_KEY_TYPE_DERIVE);
  psa_set_key_algorithm(&attributes, PSA_ALG_HKDF(PSA_ALG_SHA_512));
  psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_DERIVE);
  const auto other = e3::PsaKey::import(attributes, root_bytes);
  REQUIRE(other);
  const auto kdf = e3::PsaKdf::of_key(other->id(), e3::labels::extract_salt);
  REQUIRE_FALSE(kdf);
  CHECK(kdf.error() == e3::Error::backend_failed);
}

TEST_CASE("a root in PSA's store outlives E3's objects over it") {
  const RootInStore stored;
  for (int i = 0; i < 2; ++i) {
    const auto kdf = e3::PsaKdf::of_key(stored.id, e3::labels::extract_salt);
    REQUIRE(kdf);
    std::array<std::uint8_t, 32> out{};
    CHECK(kdf->expand({}, out));
  }
}

TEST_CASE(
    "a key derivation of PSA that was moved from derives from no key, also not from one that has its handle now") {
  constexpr std::array<std::uint8_t, 32> secret{1};
  std::array<std::uint8_t, 32> out{};
  auto kdf = e3::PsaKdf::extract({}, secret);
  REQUIRE(kdf);
  SECTION("by construction") {
    {
      const auto gone = *std::move(kdf);
    }
    const auto other = e3::PsaKdf::extract({}, root_bytes);
    REQUIRE(other);
    // NOLINTNEXTLINE(bugprone-use-after-move): that it holds no key is the fact
    CHECK_FALSE(kdf->expand({}, out));
  }
  SECTION("by assignment") {
    {
      auto gone = e3::PsaKdf::extract({}, secret);
      REQUIRE(gone);
      *gone = *std::move(kdf);
      CHECK(gone->expand({}, out));
    }
    const auto other = e3::PsaKdf::extract({}, root_bytes);
    const auto another = e3::PsaKdf::extract({}, root_bytes);
    REQUIRE(other);
    REQUIRE(another);
    // NOLINTNEXTLINE(bugprone-use-after-move): as above
    CHECK_FALSE(kdf->expand({}, out));
  }
}

TEST_CASE("a PSA that could not be made ready is asked again") {
  constexpr std::array<std::uint8_t, 32> secret{1};
  watch = {};
  watch.unready = true;
  const auto refused = e3::PsaKdf::extract({}, secret);
  REQUIRE_FALSE(refused);
  CHECK(refused.error() == e3::Error::backend_failed);
  CHECK_FALSE(e3::PsaKdf::of_key(1, {}));
  watch.unready = false;
  CHECK(e3::PsaKdf::extract({}, secret));
}
