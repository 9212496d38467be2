#include "exchange.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "e3/backend/openssl.hpp"
#include "e3/e3.hpp"
#include "e3/provision.hpp"
#include "e3/store/flash.hpp"
#include "e3/unsafe/volatile_counter.hpp"

namespace bench {

namespace {

// The first counters: from here on a counter has two bytes, as most have.
constexpr std::uint32_t first_counter = 256;
constexpr std::size_t primitive_aad_size = 30;
constexpr std::size_t expanded_size = 76;
const e3::DeviceId device_id{std::array<std::uint8_t, 8>{0x24, 0x0A, 0xC4, 0xFF, 0xFE, 0x12, 0x34, 0x56}};

template <class Result>
auto& must(Result&& result) {
  if (!result) {
    throw std::runtime_error{std::string{"the host failed: "} + e3::to_string(result.error())};
  }
  return *result;
}

void must_be(bool done) {
  if (!done) {
    throw std::runtime_error{"the host failed"};
  }
}

/// Bytes without a pattern, the same in each run: `seed` tells sequences apart.
std::vector<std::uint8_t> bytes_of(std::size_t size, std::uint32_t seed) {
  std::vector<std::uint8_t> bytes(size);
  std::uint32_t state = seed * 2654435761U + 1;
  for (auto& byte : bytes) {
    state = state * 1664525U + 1013904223U;
    byte = static_cast<std::uint8_t>(state >> 24);
  }
  return bytes;
}

class MemoryFlash {
 public:
  static constexpr std::uint32_t page_size = 512;

  bool read(std::uint32_t page, std::uint32_t offset, e3::MutableBytes out) noexcept {
    std::copy_n(at(page, offset), out.size(), out.begin());
    return true;
  }
  bool program(std::uint32_t page, std::uint32_t offset, e3::Bytes in) noexcept {
    std::transform(in.begin(), in.end(), at(page, offset), at(page, offset),
                   [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a & b); });
    return true;
  }
  bool erase(std::uint32_t page) noexcept {
    std::fill_n(at(page, 0), page_size, std::uint8_t{0xFF});
    return true;
  }
  [[nodiscard]] const std::vector<std::uint8_t>& bytes() const noexcept { return bytes_; }

 private:
  std::vector<std::uint8_t>::iterator at(std::uint32_t page, std::uint32_t offset) noexcept {
    return bytes_.begin() + page * page_size + offset;
  }

  std::vector<std::uint8_t> bytes_ = std::vector<std::uint8_t>(2 * page_size, 0xFF);
};

template <e3::Suite S>
constexpr const char* name_of_suite = S == e3::Suite::aes_256_gcm ? "aes-256-gcm" : "chacha20-poly1305";

template <e3::Suite S>
Device with_inputs() {
  Device device;
  device.name = name_of_suite<S>;
  device.suite = static_cast<std::uint32_t>(S);
  device.key = bytes_of(e3::key_size, 1);
  device.nonce = bytes_of(e3::nonce_size, 2);
  for (const std::size_t size : payload_sizes) {
    device.exchanges.push_back({bytes_of(size, static_cast<std::uint32_t>(size)), {}, {}});
  }
  return device;
}

/// `text` encrypted by OpenSSL's `cipher`.
std::vector<std::uint8_t> encrypted(const EVP_CIPHER* cipher, e3::Bytes key, const std::uint8_t* iv,
                                    const std::vector<std::uint8_t>& text) {
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context{EVP_CIPHER_CTX_new(),
                                                                                EVP_CIPHER_CTX_free};
  std::vector<std::uint8_t> out(text.size() + 16);
  int written = 0;
  must_be(context && EVP_EncryptInit_ex(context.get(), cipher, nullptr, key.data(), iv) == 1 &&
          EVP_EncryptUpdate(context.get(), out.data(), &written, text.data(), static_cast<int>(text.size())) == 1);
  out.resize(text.size());
  return out;
}

/// Words of the key and of what is computed from it for a message: Poly1305's one-time key, clamped; GHASH's key and
/// the mask of the tag; these in both orders of bytes.
template <e3::Suite S>
std::vector<std::array<std::uint8_t, 4>> secret_words_of(const Device& device) {
  auto secrets = device.key;
  if constexpr (S == e3::Suite::chacha20_poly1305) {
    std::vector<std::uint8_t> position(4);
    position.insert(position.end(), device.nonce.begin(), device.nonce.end());
    auto one_time = encrypted(EVP_chacha20(), device.key, position.data(), std::vector<std::uint8_t>(32));
    for (std::size_t i = 3; i < 16; i += 4) {
      one_time[i] &= 15;
    }
    for (std::size_t i = 4; i < 16; i += 4) {
      one_time[i] &= 252;
    }
    secrets.insert(secrets.end(), one_time.begin(), one_time.end());
  } else {
    auto first = device.nonce;
    first.insert(first.end(), {0, 0, 0, 1});
    for (const auto& block : {std::vector<std::uint8_t>(16), first}) {
      const auto out = encrypted(EVP_aes_256_ecb(), device.key, nullptr, block);
      secrets.insert(secrets.end(), out.begin(), out.end());
    }
  }
  std::vector<std::array<std::uint8_t, 4>> words;
  for (std::size_t i = 0; i < secrets.size(); i += 4) {
    words.push_back({secrets[i], secrets[i + 1], secrets[i + 2], secrets[i + 3]});
    words.push_back({secrets[i + 3], secrets[i + 2], secrets[i + 1], secrets[i]});
  }
  return words;
}

template <e3::Suite S>
Device primitive() {
  Device device = with_inputs<S>();
  device.aad = bytes_of(primitive_aad_size, 3);
  e3::OpenSsl::Aead<S> aead;
  must_be(aead.rekey(S, e3::Bytes{device.key}.first<e3::key_size>()).has_value());
  for (auto& exchange : device.exchanges) {
    exchange.sealed.resize(exchange.payload.size() + e3::tag_size);
    must_be(aead.seal(e3::Bytes{device.nonce}.first<e3::nonce_size>(), {device.aad, {}}, exchange.payload,
                      exchange.sealed));
    exchange.to_open = exchange.sealed;
  }
  device.secret_words = secret_words_of<S>(device);
  return device;
}

template <class Sealer>
std::vector<std::uint8_t> sealed_by(Sealer& sealer, const std::vector<std::uint8_t>& payload) {
  std::vector<std::uint8_t> frame(Sealer::max_sealed_size(payload.size()));
  const auto envelope = must(sealer.seal({.payload = payload}, frame));
  return {envelope.begin(), envelope.end()};
}

template <e3::Suite S>
Device envelope() {
  using Profile = e3::Profile<S, e3::OpenSsl, e3::Compact<8>, e3::Telemetry>;
  using Store = e3::FlashCounterStore<MemoryFlash>;
  using Cloud = e3::unsafe::VolatileCounterStore;
  Device device = with_inputs<S>();
  auto root = e3::DeviceRoot<Profile>::from(e3::Bytes{device.key}.first<e3::root_size>());
  auto cloud_root = e3::CloudRoot<e3::OpenSsl>::from(e3::Bytes{device.key}.first<e3::root_size>());

  MemoryFlash flash;
  const auto mark = must(e3::sealing_mark<Profile>(must(root), device_id, e3::Epoch{0}));
  auto store = Store::format(flash, mark);
  must_be(must(store).reserve(mark, Store::max_stride).has_value());
  static_assert(Store::max_stride == first_counter);
  device.flash = flash.bytes();
  auto sealer = e3::make_sealer<Profile>(*root, device_id, e3::CounterLease<Store, 64>{*store}, e3::BootSalt::none());

  Cloud counters{must(e3::sealing_mark<Profile>(must(cloud_root), device_id, e3::Epoch{0})),
                 e3::Counter{first_counter}};
  auto cloud =
      e3::make_sealer<Profile>(*cloud_root, device_id, e3::CounterLease<Cloud, 64>{counters}, e3::BootSalt::none());
  for (auto& exchange : device.exchanges) {
    exchange.sealed = sealed_by(must(sealer), exchange.payload);
    exchange.to_open = sealed_by(must(cloud), exchange.payload);
  }

  for (const std::uint32_t direction : {0U, 1U}) {
    std::array<std::uint8_t, 28> info{};
    e3::Writer writer{info};
    writer.put(e3::labels::traffic);
    writer.number(device.suite, 1);
    writer.number(direction, 1);
    writer.number(0, 4);
    writer.number(8, 1);
    writer.put(device_id.bytes());
    std::vector<std::uint8_t> expanded(expanded_size);
    must_be(root->kdf().expand(writer.written(), expanded).has_value());
    device.chip.insert(device.chip.end(), expanded.begin(), expanded.end());
  }
  return device;
}

}  // namespace

std::vector<Device> devices_of(const std::string& workload) {
  constexpr auto gcm = e3::Suite::aes_256_gcm;
  constexpr auto chacha = e3::Suite::chacha20_poly1305;
  std::vector<Device> devices;
  if (workload == "aes-256-gcm") {
    devices.push_back(primitive<gcm>());
  } else if (workload == "chacha20-poly1305") {
    devices.push_back(primitive<chacha>());
  } else if (workload == "envelope-aes-256-gcm") {
    devices.push_back(envelope<gcm>());
  } else if (workload == "envelope-chacha20-poly1305") {
    devices.push_back(envelope<chacha>());
  } else if (workload == "both-with-hkdf" || workload == "both-with-chip") {
    devices.push_back(envelope<chacha>());
    devices.push_back(envelope<gcm>());
  } else {
    throw std::runtime_error{"there is no workload " + workload};
  }
  return devices;
}

}  // namespace bench
