// The portable backend, each kernel by each multiplier and build, with its secrets followed.
#include <array>
#include <cstdint>
#include <string>

#include "aead_life.hpp"
#include "e3/backend/portable/aes256_gcm.hpp"
#include "e3/backend/portable/chacha20_poly1305.hpp"
#include "e3/backend/portable/hmac_sha256.hpp"
#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/sha256.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/crypto/hkdf.hpp"
#include "watch.hpp"

namespace {

using constant_time::keep_secret;
using constant_time::Watch;
using e3::Build;
using e3::Kernels;
using e3::Multiplier;
using e3::RoundKeys;

constexpr Kernels kernels_with(Multiplier multiplier, Build build, RoundKeys round_keys = RoundKeys::full) {
  Kernels kernels = e3::kernels_here;
  kernels.multiplier = multiplier;
  kernels.build = build;
  kernels.round_keys = round_keys;
  // What a microcontroller without them compiles.
  kernels.unaligned_words = multiplier != Multiplier::narrow;
  return kernels;
}

template <Multiplier M, Build B>
std::string named(const char* what) {
  constexpr std::array multipliers{"narrow", "wide", "double_wide"};
  return std::string{what} + ", " + multipliers[static_cast<std::size_t>(M)] + ", " +
         (B == Build::fast ? "fast" : "tiny");
}

/// Makes the schedule as a provisioning does, and then derives the key anew as a device does at its start.
template <Kernels K>
class Provisioned : public e3::PortableAes256Gcm<K> {
 public:
  [[nodiscard]] e3::Result<void> rekey(e3::Suite suite, e3::FixedBytes<e3::key_size> key) noexcept {
    using Base = e3::PortableAes256Gcm<K>;
    schedule_ = Base::schedule(key);
    auto done = Base::rekey(suite, schedule_);
    return done ? Base::rekey(suite, key) : done;
  }

 private:
  typename e3::PortableAes256Gcm<K>::Schedule schedule_;
};

template <Multiplier M, Build B>
void watch_aeads(Watch& watch) {
  using ChaCha20Poly1305 = e3::PortableChaCha20Poly1305<kernels_with(M, B)>;
  watch.quiet(named<M, B>("ChaCha20-Poly1305"),
              [] { return constant_time::live<ChaCha20Poly1305>(e3::Suite::chacha20_poly1305); });
  using Full = e3::PortableAes256Gcm<kernels_with(M, B)>;
  using Compact = e3::PortableAes256Gcm<kernels_with(M, B, RoundKeys::compact)>;
  using InFlash = Provisioned<kernels_with(M, B, RoundKeys::provisioned)>;
  watch.quiet(named<M, B>("AES-256-GCM, full round keys"),
              [] { return constant_time::live<Full>(e3::Suite::aes_256_gcm); });
  watch.quiet(named<M, B>("AES-256-GCM, compact round keys"),
              [] { return constant_time::live<Compact>(e3::Suite::aes_256_gcm); });
  watch.quiet(named<M, B>("AES-256-GCM, provisioned round keys"),
              [] { return constant_time::live<InFlash>(e3::Suite::aes_256_gcm); });
}

template <Multiplier M>
void watch_builds(Watch& watch) {
  watch_aeads<M, Build::fast>(watch);
  watch_aeads<M, Build::tiny>(watch);
}

template <Build B>
bool hash() {
  std::array<std::uint8_t, 150> message{};
  std::array<std::uint8_t, e3::sha256_size> digest{};
  keep_secret(message);
  e3::detail::Sha256<B> sha;
  sha.update(message);
  sha.finish(digest);
  return true;
}

template <Build B>
bool authenticate(std::size_t size) {
  std::array<std::uint8_t, 100> key{};
  std::array<std::uint8_t, 100> message{};
  std::array<std::uint8_t, e3::sha256_size> code{};
  keep_secret(key);
  keep_secret(message);
  e3::PortableHmacSha256<B> hmac{e3::Bytes{key}.first(size)};
  hmac.update(message);
  return hmac.finish(code);
}

template <Build B>
bool derive() {
  std::array<std::uint8_t, 32> secret{};
  constexpr std::array<std::uint8_t, 5> label{};
  std::array<std::uint8_t, 76> keys{};
  keep_secret(secret);
  const auto kdf = e3::Hkdf<e3::PortableHmacSha256<B>>::extract(label, secret);
  return kdf && kdf->expand(label, keys);
}

template <Build B>
void watch_hashes(Watch& watch, const std::string& build) {
  watch.quiet("SHA-256, " + build, hash<B>);
  watch.quiet("HMAC-SHA-256, key of 32 bytes, " + build, [] { return authenticate<B>(32); });
  watch.quiet("HMAC-SHA-256, key of 100 bytes, " + build, [] { return authenticate<B>(100); });
  watch.quiet("HKDF-SHA-256, " + build, derive<B>);
}

}  // namespace

int main() {
  Watch watch;
  watch_builds<Multiplier::narrow>(watch);
  watch_builds<Multiplier::wide>(watch);
  watch_builds<Multiplier::double_wide>(watch);
  watch_hashes<Build::fast>(watch, "fast");
  watch_hashes<Build::tiny>(watch, "tiny");
  return watch.finish();
}
