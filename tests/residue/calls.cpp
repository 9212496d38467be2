#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <new>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "e3/backend/sodium.hpp"
#if defined(E3_RESIDUE_PORTABLE)
#include "e3/backend/portable.hpp"
#elif defined(E3_RESIDUE_OPENSSL)
#include "e3/backend/openssl.hpp"
#elif defined(E3_RESIDUE_PSA)
#include "e3/backend/psa.hpp"
#endif
#include "e3/e3.hpp"
#include "e3/ratchet_step.hpp"
#include "e3/store/flash.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "scan.hpp"
#include "secrets.hpp"

// Every public call that touches a key, on a stack that is scanned afterwards. Each case runs in a process of its own,
// since only the first call of a process meets the dynamic linker's resolver, which spills registers to the stack.

namespace {

using e3::Epoch;
using e3::Side;

// Whether a backend's objects have the keys inside, as the scan knows them: a library's contexts and a key store lie
// elsewhere, and the portable AES-256-GCM has its round keys in slices of their bits.
#if defined(E3_RESIDUE_PORTABLE)
using Backend = e3::Portable;
constexpr bool aead_has_key(e3::Suite suite) { return suite == e3::Suite::chacha20_poly1305; }
constexpr bool kdf_has_key = true;
#elif defined(E3_RESIDUE_OPENSSL)
using Backend = e3::OpenSsl;
constexpr bool aead_has_key(e3::Suite) { return false; }
constexpr bool kdf_has_key = true;
#elif defined(E3_RESIDUE_PSA)
using Backend = e3::PsaWithAesHardware;
constexpr bool aead_has_key(e3::Suite) { return false; }
constexpr bool kdf_has_key = false;
#else
using Backend = e3::Sodium;
constexpr bool aead_has_key(e3::Suite) { return true; }
constexpr bool kdf_has_key = true;
#endif

constexpr residue::Key made_key(std::uint32_t seed) {
  residue::Key key{};
  for (auto& byte : key) {
    seed = seed * 1'664'525 + 1'013'904'223;
    byte = static_cast<std::uint8_t>(seed >> 24);
  }
  return key;
}

constexpr residue::Key root_bytes = made_key(1);
constexpr residue::Key fleet_bytes = made_key(2);
const e3::DeviceId device{std::array<std::uint8_t, 8>{1, 2, 3, 4, 5, 6, 7, 8}};

/// Where results go: outside the scanned stack, and made in place.
template <class T>
class Place {
 public:
  Place() = default;
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() { clear(); }

  template <class Make>
  void fill(Make make) {
    clear();
    value_ = ::new (static_cast<void*>(memory_)) T(make());
  }
  void clear() {
    if (value_ != nullptr) {
      std::exchange(value_, nullptr)->~T();
    }
  }
  T& operator*() { return *value_; }
  T* operator->() { return value_; }
  [[nodiscard]] e3::Bytes bytes() const { return {reinterpret_cast<const std::uint8_t*>(memory_), sizeof(T)}; }

 private:
  alignas(T) std::byte memory_[sizeof(T)];
  T* value_ = nullptr;
};

int failures = 0;

void require(bool condition, const char* what) {
  if (!condition) {
    std::printf("%s: did not work\n", what);
    ++failures;
  }
}

template <class Call>
void scan(const std::string& name, Call call) {
  const std::string found = residue::residue_of([](void* context) { (*static_cast<Call*>(context))(); }, &call);
  if (!found.empty()) {
    std::printf("%s leaves%s\n", name.c_str(), found.c_str());
    ++failures;
  }
}

/// The first call of the process, and later ones.
template <class Call>
void scan_thrice(const std::string& name, Call call) {
  for (const char* which : {" (first call)", " (second call)", " (third call)"}) {
    scan(name + which, call);
  }
}

/// Each in a process of its own.
template <class Case>
void in_child(Case run) {
  std::fflush(stdout);
  const pid_t child = ::fork();
  if (child == 0) {
    failures = 0;
    run();
    std::fflush(stdout);
    ::_exit(failures == 0 ? 0 : 1);
  }
  int status = -1;
  failures += child > 0 && ::waitpid(child, &status, 0) == child && status == 0 ? 0 : 1;
}

/// False where the CPU cannot run the suite.
bool runs_here(e3::Suite suite) {
  return suite == e3::Suite::chacha20_poly1305 || (::sodium_init() >= 0 && crypto_aead_aes256gcm_is_available() == 1);
}

residue::Key traffic_key(e3::Suite suite, const residue::Key& prk = residue::pseudorandom_key(root_bytes),
                         std::uint8_t direction = 0, std::uint8_t epoch = 0) {
  std::vector<std::uint8_t> info{static_cast<std::uint8_t>(suite), direction, 0, 0, 0, epoch, 8};
  for (const auto byte : device.bytes()) {
    info.push_back(byte);
  }
  return residue::first_block(prk, "E3 v1 traffic", info);
}

void watch_traffic_keys(const residue::Key& prk, std::uint8_t epoch) {
  for (const auto suite : {e3::Suite::aes_256_gcm, e3::Suite::chacha20_poly1305}) {
    for (const auto direction : {std::uint8_t{0}, std::uint8_t{1}}) {
      residue::watch("traffic key of suite " + std::to_string(static_cast<int>(suite)) + ", direction " +
                         std::to_string(direction) + ", epoch " + std::to_string(epoch),
                     traffic_key(suite, prk, direction, epoch), suite == e3::Suite::aes_256_gcm);
    }
  }
}

void watch_all() {
  const auto prk = residue::pseudorandom_key(root_bytes);
  const auto next_root = residue::first_block(prk, "E3 v1 ratchet", {});
  const auto next_prk = residue::pseudorandom_key(next_root);
  const auto fleet_prk = residue::pseudorandom_key(fleet_bytes);
  residue::watch("root", root_bytes, false);
  residue::watch("prk", prk, false);
  residue::watch("next root", next_root, false);
  residue::watch("next prk", next_prk, false);
  residue::watch("fleet secret", fleet_bytes, false);
  residue::watch("fleet prk", fleet_prk, false);
  std::vector<std::uint8_t> info{0, 0, 0, 3, 8};
  for (const auto byte : device.bytes()) {
    info.push_back(byte);
  }
  residue::watch("derived root", residue::first_block(fleet_prk, "E3 v1 device", info), false);
  watch_traffic_keys(prk, 0);
  watch_traffic_keys(prk, 1);
  watch_traffic_keys(next_prk, 1);
}

struct RamFlash {
  static constexpr std::uint32_t page_size = 256;

  bool read(std::uint32_t page, std::uint32_t offset, e3::MutableBytes out) noexcept {
    std::memcpy(out.data(), &pages[page][offset], out.size());
    return true;
  }
  bool program(std::uint32_t page, std::uint32_t offset, e3::Bytes in) noexcept {
    for (std::size_t i = 0; i < in.size(); ++i) {
      pages[page][offset + i] = static_cast<std::uint8_t>(pages[page][offset + i] & in[i]);
    }
    return true;
  }
  bool erase(std::uint32_t page) noexcept {
    pages[page].fill(0xFF);
    return true;
  }

  std::array<std::array<std::uint8_t, page_size>, 2> pages{};
};

using Kdf = Backend::Kdf;
using DeviceSide = e3::Root<Side::device, Kdf>;
using CloudSide = e3::Root<Side::cloud, Kdf>;
using Fleet = e3::FleetSecret<Kdf>;
using Store = e3::unsafe::VolatileCounterStore;
using Any = e3::AnyAead<Backend>;
using Authority = e3::unsafe::VolatileReplayStore<1>;
using Peers = e3::PeerList<Any, Authority, 1>;
using Opener = e3::Opener<Any, Peers>;

/// Says what of the watched secrets lies in `memory`, which should be nothing.
void clean(const std::string& name, e3::Bytes memory) {
  const std::string found = residue::residue_in("object", memory);
  if (!found.empty()) {
    std::printf("%s keeps%s\n", name.c_str(), found.c_str());
    ++failures;
  }
}

/// Moves it through the scanned stack, by construction and by assignment, and then elsewhere and back.
template <class T>
void move_about(const std::string& name, T& object) {
  scan_thrice("moving " + name, [&] {
    T first{std::move(object)};
    T second{std::move(first)};
    first = std::move(second);
    object = std::move(first);
  });
  const auto bytes_of = [](const T& some) {
    return e3::Bytes{reinterpret_cast<const std::uint8_t*>(&some), sizeof some};
  };
  static Place<T> elsewhere;
  elsewhere.fill([&] { return T{std::move(object)}; });
  clean(name + ", moved from by a constructor,", bytes_of(object));
  object = std::move(*elsewhere);
  clean(name + ", moved from by an assignment,", bytes_of(*elsewhere));
  elsewhere.clear();
}

template <class T>
void destroy(const std::string& name, Place<T>& object, bool has_key) {
  const std::string left = residue::residue_in("object", object.bytes());
  require(left.empty() != has_key, (name + " holds other secrets than it should, and").c_str());
  scan("destroying " + name, [&] { object.clear(); });
  clean(name + ", destroyed,", object.bytes());
}

void roots() {
  static Place<e3::Result<DeviceSide>> root;
  static Place<e3::Result<e3::Secret<e3::root_size>>> next;
  scan_thrice("Root::from", [] { root.fill([] { return DeviceSide::from(root_bytes); }); });
  scan_thrice("next_root", [] { next.fill([] { return e3::next_root(**root); }); });
  require(root->has_value() && next->has_value(), "next_root");
  move_about("a root", **root);
  move_about("the result with a root", *root);
  move_about("a secret", **next);
  destroy("a secret", next, true);
  destroy("a root", root, kdf_has_key);
}

void fleet() {
  static Place<e3::Result<Fleet>> secret;
  static Place<e3::Result<e3::Secret<e3::root_size>>> root;
  scan_thrice("FleetSecret::from", [] { secret.fill([] { return Fleet::from(fleet_bytes); }); });
  scan_thrice("device_root", [] { root.fill([] { return (*secret)->device_root(device, e3::Generation{3}); }); });
  require(root->has_value(), "device_root");
  move_about("a fleet secret", **secret);
  destroy("a derived root", root, true);
  destroy("a fleet secret", secret, kdf_has_key);
}

template <class Profile>
void sealing(const std::string& suite) {
  using Counters = e3::CounterLease<Store, 4>;
  using Sealer = e3::Sealer<Profile, Counters>;
  static Place<e3::Result<DeviceSide>> root;
  static Place<e3::Result<e3::KeyMark>> mark;
  static Place<Store> store;
  static Place<e3::Result<Sealer>> sealer;
  static std::array<std::uint8_t, Sealer::max_sealed_size(100)> envelope;
  static std::array<std::uint8_t, 100> payload;
  root.fill([] { return DeviceSide::from(root_bytes); });
  scan_thrice("sealing_mark " + suite,
              [] { mark.fill([] { return e3::sealing_mark<Profile>(**root, device, Epoch{0}); }); });
  store.fill([] { return Store{**mark}; });
  scan_thrice("make_sealer " + suite, [] {
    sealer.fill([] { return e3::make_sealer<Profile>(**root, device, Counters{*store}, e3::BootSalt::none()); });
  });
  require(sealer->has_value(), "make_sealer");
  for (const std::size_t size : {std::size_t{0}, std::size_t{24}, std::size_t{64}, std::size_t{100}}) {
    scan_thrice("seal " + std::to_string(size) + " " + suite, [&] {
      require((*sealer)->seal({.payload = e3::Bytes{payload}.first(size)}, envelope).has_value(), "seal");
    });
  }
  scan_thrice("seal with aad " + suite, [] {
    require((*sealer)->seal({.payload = payload, .aad = e3::Bytes{payload}.first(20)}, envelope).has_value(), "seal");
  });
  move_about("a sealer " + suite, **sealer);
  destroy("a sealer " + suite, sealer, aead_has_key(Profile::suite));
  store.fill([] { return Store{**mark}; });
  scan("advance_to " + suite,
       [] { require(e3::advance_to<Profile>(**root, device, *store, Epoch{1}).has_value(), "advance_to"); });
  scan_thrice("make_sealer in a later epoch " + suite, [] {
    sealer.fill([] { return e3::make_sealer<Profile>(**root, device, Counters{*store}, e3::BootSalt::none()); });
  });
  require(sealer->has_value(), "make_sealer");
}

template <class Profile>
void opening(const std::string& suite) {
  using Counters = e3::CounterLease<Store, 4>;
  using Sealer = e3::Sealer<Profile, Counters>;
  using Envelope = std::vector<std::uint8_t>;
  static Place<e3::Result<CloudSide>> root;
  static Place<e3::Result<e3::Peer<Any>>> peer;
  static Authority authority;
  static Place<Peers> peers;
  static Place<Opener> opener;
  static std::vector<Envelope> envelopes;
  static std::vector<Envelope> later;
  static std::array<std::uint8_t, 200> out;
  {
    auto device_root = DeviceSide::from(root_bytes);
    for (const std::uint32_t epoch : {0U, 1U}) {
      Store store{*e3::sealing_mark<Profile>(*device_root, device, Epoch{epoch})};
      auto sealer = e3::make_sealer<Profile>(*device_root, device, Counters{store}, e3::BootSalt::none());
      for (std::size_t i = 0; i < 40; ++i) {
        std::array<std::uint8_t, Sealer::max_sealed_size(64)> buffer{};
        const auto sealed = sealer->seal({.payload = std::vector<std::uint8_t>(i % 2 == 0 ? 24 : 64)}, buffer);
        (epoch == 0 ? envelopes : later).emplace_back(sealed->begin(), sealed->end());
      }
    }
  }
  const e3::PeerIdentity identity{.device = device, .suite = Profile::suite};
  root.fill([] { return CloudSide::from(root_bytes); });
  scan_thrice("Peer::make " + suite,
              [&] { peer.fill([&] { return e3::Peer<Any>::make(identity, **root, Epoch{0}); }); });
  require(peer->has_value() && authority.enroll(device, Epoch{0}).has_value(), "Peer::make");
  move_about("a peer " + suite, **peer);
  peers.fill([] { return Peers{authority}; });
  scan("PeerList::add " + suite, [] { require(peers->add(*std::move(*peer)).has_value(), "add"); });
  scan_thrice("making an opener " + suite, [] { opener.fill([] { return Opener{*peers}; }); });
  std::size_t next = 0;
  scan_thrice("open " + suite, [&] { require(opener->open({.bytes = envelopes[next++]}, out).has_value(), "open"); });
  scan_thrice("open with wrong aad " + suite,
              [&] { require(!opener->open({.bytes = envelopes[next], .aad = envelopes[0]}, out), "refusing"); });
  scan_thrice("open a replay " + suite, [&] { require(!opener->open({.bytes = envelopes[0]}, out), "refusing"); });
  static std::array<e3::Job, 3> jobs;
  static std::array<std::array<std::uint8_t, 200>, 3> outs;
  scan_thrice("open_batch " + suite, [&] {
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      jobs[i] = {.envelope = {.bytes = envelopes[next++]}, .out = outs[i]};
    }
    opener->open_batch(jobs);
    for (const auto& job : jobs) {
      require(job.opened.has_value(), "open_batch");
    }
  });
  scan_thrice("open_next_epoch, forged " + suite, [&] {
    auto forged = later[0];
    forged.back() ^= 1;
    require(!opener->open_next_epoch(**root, {.bytes = forged}, out), "refusing");
  });
  scan("open_next_epoch " + suite,
       [&] { require(opener->open_next_epoch(**root, {.bytes = later[0]}, out).has_value(), "open_next_epoch"); });
  scan_thrice("open in the previous epoch " + suite,
              [&] { require(opener->open({.bytes = envelopes[next++]}, out).has_value(), "open"); });
  next = 1;
  scan_thrice("open in the later epoch " + suite,
              [&] { require(opener->open({.bytes = later[next++]}, out).has_value(), "open in the later epoch"); });
  scan("closing the previous epoch " + suite, [] { peers->at(e3::PeerHandle{0}).close_previous(); });
  opener.clear();
  destroy("a list of peers " + suite, peers, aead_has_key(Profile::suite));

  using One = e3::OnePeer<Any, Authority>;
  static Authority accepted;
  static Place<e3::Result<One>> one;
  static Place<e3::Opener<Any, One>> one_opener;
  require(accepted.enroll(device, Epoch{0}).has_value(), "enroll");
  scan_thrice("OnePeer::make " + suite,
              [&] { one.fill([&] { return One::make(accepted, identity, **root, Epoch{0}); }); });
  require(one->has_value(), "OnePeer::make");
  move_about("a single peer " + suite, **one);
  one_opener.fill([] { return e3::Opener<Any, One>{**one}; });
  next = 0;
  scan_thrice("open from a single peer " + suite,
              [&] { require(one_opener->open({.bytes = envelopes[next++]}, out).has_value(), "open"); });
  scan("open_next_epoch of a single peer " + suite,
       [&] { require(one_opener->open_next_epoch(**root, {.bytes = later[0]}, out).has_value(), "open_next_epoch"); });
  one_opener.clear();
  destroy("a single peer " + suite, one, aead_has_key(Profile::suite));
}

template <class Profile>
void keys(const std::string& suite) {
  using Aead = typename Profile::Aead;
  static Place<e3::Result<DeviceSide>> root;
  static Place<e3::Result<e3::SealingKey<Aead>>> sealing_key;
  static Place<e3::Result<e3::OpeningKey<Any>>> opening_key;
  root.fill([] { return DeviceSide::from(root_bytes); });
  scan_thrice("SealingKey::derive " + suite, [] {
    sealing_key.fill([] { return e3::SealingKey<Aead>::derive(**root, Profile::suite, device, Epoch{0}); });
  });
  scan_thrice("OpeningKey::derive " + suite, [] {
    opening_key.fill([] { return e3::OpeningKey<Any>::derive(**root, Profile::suite, device, Epoch{0}); });
  });
  require(sealing_key->has_value() && opening_key->has_value(), "derive");
  move_about("a sealing key " + suite, **sealing_key);
  move_about("the result with a sealing key " + suite, *sealing_key);
  move_about("an opening key " + suite, **opening_key);
  destroy("a sealing key " + suite, sealing_key, aead_has_key(Profile::suite));
  destroy("an opening key " + suite, opening_key, aead_has_key(Profile::suite));
}

template <class Profile>
void aeads(const std::string& suite) {
  using Aead = typename Profile::Aead;
  static const auto key = traffic_key(Profile::suite);
  static constexpr std::array<std::uint8_t, e3::nonce_size> nonce{};
  static constexpr std::array<std::uint8_t, e3::max_aad_size> aad{};
  static std::array<std::uint8_t, 2000> text{};
  static std::array<std::uint8_t, 2016> sealed{};
  static Place<Aead> aead;
  aead.fill([] { return Aead{}; });
  scan_thrice("rekey " + suite, [] { require(aead->rekey(Profile::suite, key).has_value(), "rekey"); });
  // libsodium goes other ways through blocks of 64, 128, 256 and 512 bytes, and through long associated data.
  constexpr std::size_t sizes[] = {0,   1,   16,  63,  64,  65,  127,  128,  200,  255, 256,
                                   300, 511, 512, 600, 767, 768, 1000, 1024, 1100, 2000};
  constexpr std::size_t aad_sizes[] = {0, 11, 36, 63, 64, 65, 76, 128, 204};
  for (const auto size : sizes) {
    for (const auto aad_size : aad_sizes) {
      const std::string what =
          " of " + std::to_string(size) + " bytes with aad of " + std::to_string(aad_size) + ", " + suite;
      const std::size_t header_size = std::min(aad_size, e3::max_header_size);
      const e3::Aad with{e3::Bytes{aad}.first(header_size), e3::Bytes{aad}.first(aad_size - header_size)};
      const auto plain = e3::MutableBytes{text}.first(size);
      const auto envelope = e3::MutableBytes{sealed}.first(size + e3::tag_size);
      scan("Aead::seal" + what, [&] { require(aead->seal(nonce, with, plain, envelope), "seal"); });
      scan("Aead::open" + what, [&] { require(aead->open(nonce, with, envelope, plain), "open"); });
      envelope[size] ^= 1;
      scan("Aead::open of a forgery" + what, [&] { require(!aead->open(nonce, with, envelope, plain), "refusing"); });
    }
  }
  move_about("an AEAD " + suite, *aead);
  destroy("an AEAD " + suite, aead, aead_has_key(Profile::suite));
}

template <class Profile>
void ratchet(const std::string& suite) {
  using Counters = e3::FlashCounterStore<RamFlash, 4>;
  using Roots = e3::FlashRootStore<RamFlash>;
  static RamFlash counter_flash;
  static RamFlash root_flash;
  static Place<e3::Result<DeviceSide>> root;
  static Place<e3::Result<Counters>> counters;
  static Place<e3::Result<Roots>> roots_store;
  static Place<e3::Result<e3::Secret<e3::root_size>>> loaded;
  root.fill([] { return DeviceSide::from(root_bytes); });
  counters.fill([] { return Counters::format(counter_flash, *e3::sealing_mark<Profile>(**root, device, Epoch{0})); });
  scan_thrice("FlashRootStore::format " + suite,
              [] { roots_store.fill([] { return Roots::format(root_flash, root_bytes); }); });
  scan_thrice("FlashRootStore::open " + suite, [] { roots_store.fill([] { return Roots::open(root_flash); }); });
  scan_thrice("FlashRootStore::load " + suite, [] { loaded.fill([] { return (*roots_store)->load(Epoch{0}); }); });
  scan_thrice("FlashRootStore::save " + suite,
              [] { require((*roots_store)->save(Epoch{0}, root_bytes).has_value(), "save"); });
  scan_thrice("load_root " + suite,
              [] { root.fill([] { return e3::load_root<Profile>(**roots_store, **counters); }); });
  require(root->has_value(), "load_root");
  scan("ratchet_to_next " + suite, [] {
    root.fill(
        [old = *std::move(*root)] { return e3::ratchet_to_next<Profile>(old, device, **roots_store, **counters); });
  });
  require(root->has_value(), "ratchet_to_next");
  scan_thrice("load_root after a step " + suite,
              [] { root.fill([] { return e3::load_root<Profile>(**roots_store, **counters); }); });
  scan_thrice("FlashRootStore::erase_before " + suite,
              [] { require((*roots_store)->erase_before(Epoch{1}).has_value(), "erase"); });
}

// The controls: each leaves a secret on purpose, and the scan has to find it.

/// What a function does that copies a secret into a local and returns.
[[gnu::noinline]] void copy_into_local(e3::Bytes secret) noexcept {
  std::array<std::uint8_t, 1000> local;
  asm volatile("" : : "r"(local.data()) : "memory");
  for (std::size_t i = 0; i < secret.size(); ++i) {
    local[200 + i] = secret[i];
  }
  asm volatile("" : : "r"(local.data()) : "memory");
}

/// An HMAC like Sodium's that neither wipes nor burns.
class CarelessHmac {
 public:
  explicit CarelessHmac(e3::Bytes key) noexcept { crypto_auth_hmacsha256_init(&state_, key.data(), key.size()); }
  void update(e3::Bytes data) noexcept {
    copy_into_local(data);
    crypto_auth_hmacsha256_update(&state_, data.data(), data.size());
  }
  bool finish(e3::MutableFixedBytes<e3::sha256_size> out) noexcept {
    return crypto_auth_hmacsha256_final(&state_, out.data()) == 0;
  }

 private:
  crypto_auth_hmacsha256_state state_{};
};

/// An AEAD like Sodium's AES-256-GCM that does not burn.
bool careless_open(crypto_aead_aes256gcm_state& state, e3::Bytes nonce, e3::Bytes sealed, e3::MutableBytes out) {
  return crypto_aead_aes256gcm_decrypt_afternm(out.data(), nullptr, nullptr, sealed.data(), sealed.size(), nullptr, 0,
                                               nonce.data(), &state) == 0;
}

template <class Call>
void must_find(const char* name, Call call) {
  if (residue::residue_of([](void* context) { (*static_cast<Call*>(context))(); }, &call).empty()) {
    std::printf("%s is not found\n", name);
    ++failures;
  }
}

void controls() {
  must_find("an 8-byte fragment of a root in the frame of a function that has returned",
            [] { copy_into_local(e3::Bytes{root_bytes}.subspan(10, 8)); });
  static Place<e3::Result<e3::Root<Side::device, e3::Hkdf<CarelessHmac>>>> root;
  must_find("what a backend without wipe and burn leaves of a root",
            [] { root.fill([] { return e3::Root<Side::device, e3::Hkdf<CarelessHmac>>::from(root_bytes); }); });
  if (runs_here(e3::Suite::aes_256_gcm)) {
    static crypto_aead_aes256gcm_state state;
    static const auto key = traffic_key(e3::Suite::aes_256_gcm);
    static constexpr std::array<std::uint8_t, e3::nonce_size> nonce{};
    static std::array<std::uint8_t, 256> message{};
    must_find("what a key set-up without burn leaves of its round keys",
              [] { crypto_aead_aes256gcm_beforenm(&state, key.data()); });
    must_find("what an AEAD without burn leaves of its round keys",
              [] { static_cast<void>(careless_open(state, nonce, message, message)); });
  }
}

template <e3::Suite S, class Codec>
using Profile = e3::Profile<S, Backend, Codec>;

template <e3::Suite S>
void of_suite(const std::string& suite) {
  if (!runs_here(S)) {
    return;
  }
  using Short = Profile<S, e3::Compact<8>>;
  using Long = Profile<S, e3::Standard<8>>;
  in_child([&] { aeads<Short>(suite); });
  in_child([&] { keys<Short>(suite); });
  in_child([&] { ratchet<Short>(suite); });
  in_child([&] { sealing<Short>(suite + ", compact"); });
  in_child([&] { sealing<Long>(suite + ", standard"); });
  in_child([&] { opening<Short>(suite + ", compact"); });
  in_child([&] { opening<Long>(suite + ", standard"); });
}

}  // namespace

int main() {
  watch_all();
  in_child([] { controls(); });
  in_child([] { roots(); });
  in_child([] { fleet(); });
  of_suite<e3::Suite::chacha20_poly1305>("ChaCha20-Poly1305");
  of_suite<e3::Suite::aes_256_gcm>("AES-256-GCM");
  return failures == 0 ? 0 : 1;
}
