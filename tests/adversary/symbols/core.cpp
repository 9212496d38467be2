// Sealer, opener and peek of both suites and both codecs, over a cipher and an HMAC that are somebody else's functions.
// What this object defines and asks for is what E3's headers bring along; check.cmake looks at it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "e3/crypto/hkdf.hpp"
#include "e3/e3.hpp"

extern "C" {
int foreign_rekey(void* state, const std::uint8_t* key) noexcept;
int foreign_seal(void* state, const std::uint8_t* nonce, const std::uint8_t* aad, std::size_t aad_size,
                 const std::uint8_t* in, std::size_t in_size, std::uint8_t* out) noexcept;
int foreign_open(void* state, const std::uint8_t* nonce, const std::uint8_t* aad, std::size_t aad_size,
                 const std::uint8_t* in, std::size_t in_size, std::uint8_t* out) noexcept;
void foreign_hmac_start(void* state, const std::uint8_t* key, std::size_t size) noexcept;
void foreign_hmac_update(void* state, const std::uint8_t* data, std::size_t size) noexcept;
void foreign_hmac_finish(void* state, std::uint8_t* out) noexcept;
int foreign_reserve(std::uint32_t epoch, std::uint32_t count, std::uint64_t* first) noexcept;
int foreign_accept(e3::Claim* claims, std::size_t count) noexcept;
}

namespace {

struct Foreign {
  template <e3::Suite S>
  class Aead {
   public:
    static constexpr bool constant_time = true;
    Aead() noexcept = default;
    Aead(Aead&& other) noexcept : state_{other.state_} { e3::wipe_object(other.state_); }
    Aead& operator=(Aead&& other) noexcept {
      state_ = std::exchange(other.state_, {});
      return *this;
    }
    Aead(const Aead&) = delete;
    Aead& operator=(const Aead&) = delete;
    ~Aead() { e3::wipe_object(state_); }

    [[nodiscard]] e3::Result<void> rekey(e3::Suite, e3::FixedBytes<e3::key_size> key) noexcept {
      return foreign_rekey(&state_, key.data()) == 0 ? e3::Result<void>{} : e3::Error::backend_failed;
    }
    [[nodiscard]] bool seal(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                            e3::MutableBytes out) noexcept {
#if defined(E3_PLANT_STATIC)
      static std::size_t calls = in.size();
      if (++calls == 0) {
        return false;
      }
#endif
      return foreign_seal(&state_, nonce.data(), aad.header.data(), aad.header.size(), in.data(), in.size(),
                          out.data()) == 0;
    }
    [[nodiscard]] bool open(e3::FixedBytes<e3::nonce_size> nonce, e3::Aad aad, e3::Bytes in,
                            e3::MutableBytes out) noexcept {
#if defined(E3_PLANT_ALLOCATION)
      delete[] scratch_;
      scratch_ = new std::uint8_t[in.size()];
#endif
      return foreign_open(&state_, nonce.data(), aad.header.data(), aad.header.size(), in.data(), in.size(),
                          out.data()) == 0;
    }

   private:
    std::array<std::uint64_t, 64> state_{};
#if defined(E3_PLANT_ALLOCATION)
    std::uint8_t* scratch_ = nullptr;
#endif
  };

  class Hmac {
   public:
    explicit Hmac(e3::Bytes key) noexcept { foreign_hmac_start(&state_, key.data(), key.size()); }
    Hmac(const Hmac&) = delete;
    Hmac& operator=(const Hmac&) = delete;
    ~Hmac() { e3::wipe_object(state_); }
    void update(e3::Bytes data) noexcept { foreign_hmac_update(&state_, data.data(), data.size()); }
    bool finish(e3::MutableFixedBytes<e3::sha256_size> out) noexcept {
      foreign_hmac_finish(&state_, out.data());
      return true;
    }

   private:
    std::array<std::uint64_t, 16> state_{};
  };
  using Kdf = e3::Hkdf<Hmac>;
};

class ForeignStore {
 public:
  static constexpr std::uint32_t max_stride = 64;
  explicit ForeignStore(e3::Epoch epoch) noexcept : epoch_{epoch} {}
  [[nodiscard]] e3::Result<e3::Epoch> epoch() noexcept { return epoch_; }
  [[nodiscard]] e3::Result<e3::Counter> reserve(const e3::KeyMark& mark, std::uint32_t count) noexcept {
    std::uint64_t first = 0;
    if (foreign_reserve(e3::value(mark.epoch), count, &first) != 0) {
      return e3::Error::store_failed;
    }
    return e3::Counter{first};
  }
  [[nodiscard]] e3::Result<void> advance(const e3::KeyMark& mark) noexcept {
    epoch_ = mark.epoch;
    return {};
  }

 private:
  e3::Epoch epoch_;
};

struct ForeignAuthority {
  [[nodiscard]] e3::Result<void> try_accept(std::span<e3::Claim> claims) noexcept {
    return foreign_accept(claims.data(), claims.size()) == 0 ? e3::Result<void>{} : e3::Error::store_failed;
  }
};

using Aead = e3::AnyAead<Foreign>;
using Peers = e3::PeerList<Aead, ForeignAuthority, 4>;
using Lease = e3::CounterLease<ForeignStore, 64>;

template <class Profile>
std::size_t seal_one(const std::uint8_t* root_bytes, const e3::DeviceId& device, e3::Bytes payload,
                     e3::MutableBytes out) noexcept {
  auto root = e3::DeviceRoot<Profile>::from(e3::FixedBytes<e3::root_size>{root_bytes, e3::root_size});
  if (!root) {
    return 0;
  }
  ForeignStore store{e3::Epoch{0}};
  if (!e3::advance_to<Profile>(*root, device, store, e3::Epoch{1})) {
    return 0;
  }
  auto sealer = e3::make_sealer<Profile>(*root, device, Lease{store}, e3::BootSalt{7});
  if (!sealer) {
    return 0;
  }
  const auto sealed = sealer->seal({.payload = payload, .aad = device.bytes()}, out);
  return sealed ? sealed->size() : 0;
}

}  // namespace

// NOLINTBEGIN(misc-use-internal-linkage,bugprone-easily-swappable-parameters): what keeps the object's code alive.
std::size_t seal_all(const std::uint8_t* root, const std::uint8_t* id, e3::Bytes payload, e3::MutableBytes out);
std::size_t open_all(const std::uint8_t* root_bytes, const std::uint8_t* id, e3::Bytes envelope,
                     std::span<e3::Job> jobs, e3::MutableBytes out);

std::size_t seal_all(const std::uint8_t* root, const std::uint8_t* id, e3::Bytes payload, e3::MutableBytes out) {
  const auto device = e3::DeviceId::from({id, 8});
  if (!device) {
    return 0;
  }
  return seal_one<e3::ChaCha20Poly1305<Foreign, e3::Compact<8>>>(root, *device, payload, out) +
         seal_one<e3::ChaCha20Poly1305<Foreign, e3::Standard<8, e3::Commitment::required>>>(root, *device, payload,
                                                                                            out) +
         seal_one<e3::Aes256Gcm<Foreign, e3::Compact<8>>>(root, *device, payload, out) +
         seal_one<e3::Aes256Gcm<Foreign, e3::Standard<8>, e3::Bulk>>(root, *device, payload, out);
}

std::size_t open_all(const std::uint8_t* root_bytes, const std::uint8_t* id, e3::Bytes envelope,
                     std::span<e3::Job> jobs, e3::MutableBytes out) {
  const auto root = e3::CloudRoot<Foreign>::from(e3::FixedBytes<e3::root_size>{root_bytes, e3::root_size});
  const auto device = e3::DeviceId::from({id, 8});
  if (!root || !device) {
    return 0;
  }
  ForeignAuthority authority;
  Peers peers{authority};
  auto peer = e3::Peer<Aead>::make({.device = *device, .suite = e3::Suite::chacha20_poly1305}, *root, e3::Epoch{0});
  if (!peer || !peers.add(*std::move(peer))) {
    return 0;
  }
  e3::Opener<Aead, Peers> opener{peers};
  opener.open_batch(jobs);
  const auto seen = e3::peek(envelope);
  auto opened = opener.open({.bytes = envelope}, out);
  if (!opened) {
    opened = opener.open_next_epoch(*root, {.bytes = envelope}, out);
  }
  return opened && seen ? opened->payload.size() : 0;
}
// NOLINTEND(misc-use-internal-linkage,bugprone-easily-swappable-parameters)
