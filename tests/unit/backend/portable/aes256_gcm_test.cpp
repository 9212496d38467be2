#include "e3/backend/portable/aes256_gcm.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "e3/crypto/aead.hpp"
#include "e3/testing/aead_conformance.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/portable_kernels.hpp"

namespace {

using e3::PortableAes256Gcm;
using e3::Suite;

// Test case 16 of the GCM specification (McGrew and Viega, appendix B).
constexpr std::array<std::uint8_t, e3::key_size> key{0xFE, 0xFF, 0xE9, 0x92, 0x86, 0x65, 0x73, 0x1C, 0x6D, 0x6A, 0x8F,
                                                     0x94, 0x67, 0x30, 0x83, 0x08, 0xFE, 0xFF, 0xE9, 0x92, 0x86, 0x65,
                                                     0x73, 0x1C, 0x6D, 0x6A, 0x8F, 0x94, 0x67, 0x30, 0x83, 0x08};
constexpr std::array<std::uint8_t, e3::nonce_size> nonce{0xCA, 0xFE, 0xBA, 0xBE, 0xFA, 0xCE,
                                                         0xDB, 0xAD, 0xDE, 0xCA, 0xF8, 0x88};
constexpr std::array<std::uint8_t, 20> aad{0xFE, 0xED, 0xFA, 0xCE, 0xDE, 0xAD, 0xBE, 0xEF, 0xFE, 0xED,
                                           0xFA, 0xCE, 0xDE, 0xAD, 0xBE, 0xEF, 0xAB, 0xAD, 0xDA, 0xD2};
constexpr std::array<std::uint8_t, 60> payload{0xD9, 0x31, 0x32, 0x25, 0xF8, 0x84, 0x06, 0xE5, 0xA5, 0x59, 0x09, 0xC5,
                                               0xAF, 0xF5, 0x26, 0x9A, 0x86, 0xA7, 0xA9, 0x53, 0x15, 0x34, 0xF7, 0xDA,
                                               0x2E, 0x4C, 0x30, 0x3D, 0x8A, 0x31, 0x8A, 0x72, 0x1C, 0x3C, 0x0C, 0x95,
                                               0x95, 0x68, 0x09, 0x53, 0x2F, 0xCF, 0x0E, 0x24, 0x49, 0xA6, 0xB5, 0x25,
                                               0xB1, 0x6A, 0xED, 0xF5, 0xAA, 0x0D, 0xE6, 0x57, 0xBA, 0x63, 0x7B, 0x39};
constexpr std::array<std::uint8_t, 76> sealed{
    0x52, 0x2D, 0xC1, 0xF0, 0x99, 0x56, 0x7D, 0x07, 0xF4, 0x7F, 0x37, 0xA3, 0x2A, 0x84, 0x42, 0x7D, 0x64, 0x3A, 0x8C,
    0xDC, 0xBF, 0xE5, 0xC0, 0xC9, 0x75, 0x98, 0xA2, 0xBD, 0x25, 0x55, 0xD1, 0xAA, 0x8C, 0xB0, 0x8E, 0x48, 0x59, 0x0D,
    0xBB, 0x3D, 0xA7, 0xB0, 0x8B, 0x10, 0x56, 0x82, 0x88, 0x38, 0xC5, 0xF6, 0x1E, 0x63, 0x93, 0xBA, 0x7A, 0x0A, 0xBC,
    0xC9, 0xF6, 0x62, 0x76, 0xFC, 0x6E, 0xCE, 0x0F, 0x4E, 0x17, 0x68, 0xCD, 0xDF, 0x88, 0x53, 0xBB, 0x2D, 0x55, 0x1B};

template <e3::Kernels K>
constexpr bool gives_the_known_answer() {
  PortableAes256Gcm<K> aead;
  if (!aead.rekey(Suite::aes_256_gcm, key)) {
    return false;
  }
  const e3::Aad parts{e3::Bytes{aad}.first(7), e3::Bytes{aad}.subspan(7)};
  std::array<std::uint8_t, 76> made{};
  std::array<std::uint8_t, 60> opened{};
  return aead.seal(nonce, parts, payload, made) && made == sealed && aead.open(nonce, parts, sealed, opened) &&
         opened == payload;
}

static_assert(gives_the_known_answer<e3::kernels_here>());
static_assert(gives_the_known_answer<e3::tiny_kernels_here>());
static_assert(gives_the_known_answer<support::kernels_with(e3::Multiplier::narrow)>());
static_assert(
    gives_the_known_answer<support::kernels_with(e3::Multiplier::wide, e3::Build::fast, e3::RoundKeys::compact)>());

constexpr e3::Kernels in_flash =
    support::kernels_with(e3::Multiplier::wide, e3::Build::fast, e3::RoundKeys::provisioned);

// As a program has it in flash: made by the compiler.
constexpr auto flash = PortableAes256Gcm<in_flash>::schedule(key);

/// An object of provisioned keys as `AeadConformance` wants one: it keeps the schedule itself.
template <e3::Kernels K>
class WithOwnSchedule {
 public:
  static constexpr bool constant_time = true;

  WithOwnSchedule() noexcept = default;
  WithOwnSchedule(WithOwnSchedule&& other) noexcept = default;
  WithOwnSchedule& operator=(WithOwnSchedule&& other) noexcept = default;

  e3::Result<void> rekey(Suite suite, e3::FixedBytes<e3::key_size> new_key) noexcept {
    schedule_ = std::make_unique<typename PortableAes256Gcm<K>::Schedule>(PortableAes256Gcm<K>::schedule(new_key));
    return aead_.rekey(suite, *schedule_);
  }
  bool seal(e3::FixedBytes<e3::nonce_size> n, e3::Aad a, e3::Bytes in, e3::MutableBytes out) noexcept {
    return aead_.seal(n, a, in, out);
  }
  bool open(e3::FixedBytes<e3::nonce_size> n, e3::Aad a, e3::Bytes in, e3::MutableBytes out) noexcept {
    return aead_.open(n, a, in, out);
  }

 private:
  std::unique_ptr<typename PortableAes256Gcm<K>::Schedule> schedule_;
  PortableAes256Gcm<K> aead_;
};

template <class A>
std::vector<std::string> findings() {
  std::vector<std::string> found;
  const auto kit = std::make_unique<e3::testing::AeadConformance<A, 1024>>();
  CHECK(kit->run(Suite::aes_256_gcm, [&](const char* sentence) { found.emplace_back(sentence); }) == found.empty());
  return found;
}

using None = std::vector<std::string>;

/// Opens, whatever the tag says, before it says no.
template <e3::Kernels K>
struct TooEager : PortableAes256Gcm<K> {
  bool open(e3::FixedBytes<e3::nonce_size> n, e3::Aad a, e3::Bytes in, e3::MutableBytes out) noexcept {
    const std::size_t size = in.size() - e3::tag_size;
    support::ByteVector both(in.size());
    static_cast<void>(this->seal(n, a, in.first(size), both));
    e3::copy_short(e3::Bytes{both}.first(size), out);
    return std::memcmp(both.data() + size, in.data() + size, e3::tag_size) == 0;
  }
};

/// True if an `open` that fails, apart and in place, leaves what it was given as it was.
template <class A>
bool writes_nothing_on_failure() {
  A aead;
  REQUIRE(aead.rekey(Suite::aes_256_gcm, key));
  bool nothing = true;
  for (std::size_t size = 0; size < 70; ++size) {
    const auto forged = support::counting_vector(size + e3::tag_size);
    const auto before = support::counting_vector(size, 100);
    auto out = before;
    CHECK_FALSE(aead.open(nonce, {aad}, forged, out));
    auto both = forged;
    CHECK_FALSE(aead.open(nonce, {aad}, both, e3::MutableBytes{both}.first(size)));
    nothing = nothing && out == before && both == forged;
  }
  return nothing;
}

}  // namespace

static_assert(e3::Aead<PortableAes256Gcm<e3::kernels_here>> && e3::explain_aead<PortableAes256Gcm<e3::kernels_here>>());
static_assert(e3::Aead<PortableAes256Gcm<e3::tiny_kernels_here>>);
static_assert(e3::Aead<PortableAes256Gcm<in_flash>>);

TEMPLATE_LIST_TEST_CASE("AES-256-GCM gives the known answer and conforms", "", support::EveryKernel) {
  CHECK(gives_the_known_answer<TestType::kernels>());
  CHECK(findings<PortableAes256Gcm<TestType::kernels>>() == None{});
}

TEMPLATE_LIST_TEST_CASE("AES-256-GCM of provisioned keys conforms", "", support::EveryProvisionedKernel) {
  CHECK(findings<WithOwnSchedule<TestType::kernels>>() == None{});
}

TEMPLATE_LIST_TEST_CASE("open writes nothing before the tag is right", "", support::EveryKernel) {
  CHECK(writes_nothing_on_failure<PortableAes256Gcm<TestType::kernels>>());
}

TEST_CASE("an open that writes too early shows") {
  CHECK_FALSE(writes_nothing_on_failure<TooEager<e3::kernels_here>>());
}

TEMPLATE_LIST_TEST_CASE("what is too short for a tag is not authentic", "", support::EveryKernel) {
  PortableAes256Gcm<TestType::kernels> aead;
  REQUIRE(aead.rekey(Suite::aes_256_gcm, key));
  for (std::size_t size = 0; size < e3::tag_size; ++size) {
    CHECK_FALSE(aead.open(nonce, {}, e3::Bytes{sealed}.first(size), {}));
  }
}

TEST_CASE("a schedule in flash needs no key set-up") {
  PortableAes256Gcm<in_flash> aead;
  REQUIRE(aead.rekey(Suite::aes_256_gcm, flash));
  std::array<std::uint8_t, 76> made{};
  CHECK(aead.seal(nonce, {aad}, payload, made));
  CHECK(made == sealed);
  STATIC_REQUIRE(sizeof aead <= 2 * sizeof(void*));
  STATIC_REQUIRE(std::is_trivially_copyable_v<PortableAes256Gcm<in_flash>::Schedule>);
}

TEST_CASE("a schedule that lives no longer than the call is refused by the compiler") {
  using Gcm = PortableAes256Gcm<in_flash>;
  STATIC_REQUIRE(requires(Gcm gcm, const Gcm::Schedule& schedule) { gcm.rekey(Suite::aes_256_gcm, schedule); });
  STATIC_REQUIRE_FALSE([]<class A>(A*) {
    return requires(A a) { a.rekey(Suite::aes_256_gcm, A::schedule(key)); };
  }(static_cast<Gcm*>(nullptr)));
}

TEST_CASE("a key is taken where the schedule is its own") {
  PortableAes256Gcm<in_flash> aead;
  std::array<std::uint8_t, 76> made{};
  CHECK(aead.rekey(Suite::aes_256_gcm, key).error() == e3::Error::backend_failed);
  CHECK_FALSE(aead.seal(nonce, {aad}, payload, made));
  REQUIRE(aead.rekey(Suite::aes_256_gcm, flash));
  auto other = key;
  other[31] ^= 0x80;
  CHECK(aead.rekey(Suite::aes_256_gcm, other).error() == e3::Error::backend_failed);
  CHECK_FALSE(aead.seal(nonce, {aad}, payload, made));
  CHECK(aead.rekey(Suite::chacha20_poly1305, key).error() == e3::Error::suite_refused);
  CHECK(aead.rekey(Suite::aes_256_gcm, key));
  CHECK((aead.seal(nonce, {aad}, payload, made) && made == sealed));
  CHECK(aead.rekey(Suite::chacha20_poly1305, flash).error() == e3::Error::suite_refused);
  CHECK_FALSE(aead.seal(nonce, {aad}, payload, made));
}

TEMPLATE_LIST_TEST_CASE("an object that goes or is moved from leaves no key behind", "", support::EveryKernel) {
  using Gcm = PortableAes256Gcm<TestType::kernels>;
  alignas(Gcm) std::array<std::uint8_t, sizeof(Gcm)> memory{};
  // The first round key is the start of the key, sliced: its words do not occur by accident.
  const auto made = Gcm::schedule(key);
  std::array<std::uint8_t, 16> part{};
  std::memcpy(part.data(), &made, part.size());

  auto* first = ::new (memory.data()) Gcm;
  REQUIRE(first->rekey(Suite::aes_256_gcm, key));
  REQUIRE(support::contains(memory, part));
  Gcm second{std::move(*first)};
  CHECK(support::all_zero(memory));
  *first = std::move(second);
  REQUIRE(support::contains(memory, part));
  first->~Gcm();
  CHECK(support::all_zero(memory));
}

TEST_CASE("the object is as large as its keys") {
  using e3::Build;
  using e3::Multiplier;
  using e3::RoundKeys;
  STATIC_REQUIRE(
      sizeof(PortableAes256Gcm<support::kernels_with(Multiplier::narrow, Build::tiny, RoundKeys::compact)>) ==
      240 + 16 + 4);
  STATIC_REQUIRE(sizeof(PortableAes256Gcm<support::kernels_with(Multiplier::wide)>) == 480 + 36 + 4);
}
