// Stands in for a board, so that the image links. It is not run and its size is not counted.
#include "board.hpp"

#define BOARD [[gnu::section(".board"), gnu::noipa, gnu::used]]

namespace board {

namespace {
constexpr auto chacha = e3::Suite::chacha20_poly1305;
using ChaCha = Crypto::Aead<chacha>;
[[gnu::section(".board.memory")]] constinit std::uint8_t memory[64]{};
[[gnu::section(".board.memory")]] constinit e3::DeviceId device_id{std::array<std::uint8_t, 8>{1, 2, 3, 4, 5, 6, 7, 8}};
}  // namespace

template <>
BOARD ChaCha::Aead() noexcept {}
template <>
BOARD ChaCha::Aead(Aead&&) noexcept {}
template <>
BOARD ChaCha& ChaCha::operator=(Aead&&) noexcept {
  return *this;
}
template <>
BOARD ChaCha::~Aead() {}
template <>
BOARD e3::Result<void> ChaCha::rekey(e3::Suite, e3::FixedBytes<32>) noexcept {
  return {};
}
template <>
BOARD bool ChaCha::seal(e3::FixedBytes<12>, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept {
  return out.size() == in.size() + 16;
}
template <>
BOARD bool ChaCha::open(e3::FixedBytes<12>, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept {
  return in.size() == out.size() + 16;
}

BOARD Crypto::Kdf::Kdf() noexcept {}
BOARD Crypto::Kdf::Kdf(Kdf&&) noexcept {}
BOARD Crypto::Kdf& Crypto::Kdf::operator=(Kdf&&) noexcept { return *this; }
BOARD Crypto::Kdf::~Kdf() {}
BOARD e3::Result<Crypto::Kdf> Crypto::Kdf::extract(e3::Bytes, e3::Bytes) noexcept { return Kdf{}; }
BOARD e3::Result<void> Crypto::Kdf::expand(e3::Bytes, e3::MutableBytes) const noexcept { return {}; }
template <>
BOARD e3::Result<void> Crypto::Kdf::expand_key(e3::Bytes, e3::Suite, ChaCha&, e3::MutableBytes) const noexcept {
  return {};
}

BOARD bool Flash::read(std::uint32_t, std::uint32_t, e3::MutableBytes) noexcept { return true; }
BOARD bool Flash::program(std::uint32_t, std::uint32_t, e3::Bytes) noexcept { return true; }
BOARD bool Flash::erase(std::uint32_t) noexcept { return true; }

BOARD bool store_window(const e3::WordWindow&) noexcept { return true; }
BOARD e3::FixedBytes<32> root() noexcept { return e3::FixedBytes<32>{memory, 32}; }
BOARD const e3::DeviceId& device() noexcept { return device_id; }
BOARD std::uint32_t random() noexcept { return memory[0]; }
BOARD e3::Bytes kind() noexcept { return memory; }
BOARD e3::Bytes next_reading() noexcept { return memory; }
BOARD e3::Bytes next_command() noexcept { return memory; }
BOARD void send(e3::Bytes) noexcept {}
BOARD void obey(const e3::Opened&) noexcept {}
BOARD void refused(e3::Error) noexcept {}
BOARD void stop(e3::Error) noexcept {}

}  // namespace board
