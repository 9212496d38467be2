#include <cstddef>
#include <cstdint>
#include <cstdio>

#include "e3/e3.hpp"

// Prints the rows with figures of README.md and docs/format.md as they stand there, after the name of the page.

namespace {

using e3::Commitment;
using e3::Compact;
using e3::Counter;
using e3::Epoch;
using e3::Standard;

// Header and tag of a message at epoch 0 with a 2-byte counter and no boot salt; and the most there can be.
template <class Codec>
constexpr std::size_t usual = Codec::header_size(Epoch{0}, Counter{256}, 0) + e3::tag_size;
template <class Codec>
constexpr std::size_t least = Codec::header_size(Epoch{0}, Counter{0}, 0) + e3::tag_size;
template <class Codec>
constexpr std::size_t most = Codec::max_header_size + e3::tag_size;

static_assert(usual<Standard<8>> == 52 && most<Standard<8>> == 52);
static_assert(usual<Standard<8, Commitment::required>> == 84);
static_assert(usual<Compact<8>> == 27 && usual<Compact<2>> == 21 && usual<Compact<0>> == 19);
static_assert(least<Compact<0>> == 18);
static_assert(Compact<8>::header_size(Epoch{255}, Counter{256}, 0) + e3::tag_size == 28);
static_assert(Compact<8>::header_size(Epoch{0}, Counter{256}, 1) ==
              Compact<8>::header_size(Epoch{0}, Counter{256}, 0) + 4);

// A LoRa DR0 frame carries a 24-byte reading with the full 8-byte ID, and 14 bytes whatever epoch, counter and salt
// are.
static_assert(usual<Compact<8>> + 24 == 51 && most<Compact<8>> + 14 == 51);
static_assert(usual<Compact<2>> + 10 == 31, "a BLE legacy advertisement");

// The fleet of docs/format.md: 4 blocks per message, one message a minute for ten years, a billion devices.
constexpr std::uint64_t blocks_of_24_bytes = e3::detail::blocks(24) + e3::detail::blocks(11) + 1;
constexpr std::uint64_t messages_of_ten_years = std::uint64_t{10} * 525'960;
constexpr double fleet_bound = 75'557'863'725'914'323'419'136.0;  // 2^76
constexpr double blocks_of_a_billion = 1e9 * static_cast<double>(messages_of_ten_years * blocks_of_24_bytes);
static_assert(blocks_of_24_bytes == 4 && messages_of_ten_years == 5'259'600);
static_assert(blocks_of_a_billion / 1e3 * static_cast<double>(messages_of_ten_years * blocks_of_24_bytes) <
              fleet_bound);
static_assert(blocks_of_a_billion * static_cast<double>(messages_of_ten_years * blocks_of_24_bytes) > fleet_bound);
static_assert(static_cast<std::uint64_t>(fleet_bound / blocks_of_a_billion / 4) == 897'856 && 897'856 / 1440 == 623);

template <class Codec>
void overhead_row(const char* name) {
  std::printf("| %s | %zu | %zu | %zu |\n", name, least<Codec>, usual<Codec>, most<Codec>);
}

void room(std::size_t carrier, std::size_t overhead, const char* after) {
  if (overhead < carrier) {
    std::printf("%zu%s", carrier - overhead, after);
  } else {
    std::printf("no%s", after);
  }
}

template <class Codec>
void carrier_cell(std::size_t carrier) {
  room(carrier, usual<Codec>, " / ");
  room(carrier, most<Codec>, " |");
}

void carrier_row(const char* name, std::size_t size) {
  std::printf("| %s | %zu | ", name, size);
  carrier_cell<Compact<0>>(size);
  std::printf(" ");
  carrier_cell<Compact<2>>(size);
  std::printf(" ");
  carrier_cell<Compact<8>>(size);
  std::printf(" ");
  carrier_cell<Standard<8>>(size);
  std::printf("\n");
}

void overhead_rows() {
  overhead_row<Compact<0>>("compact, no address");
  overhead_row<Compact<2>>("compact, 2-byte alias");
  overhead_row<Compact<8>>("compact, 8-byte device ID");
  overhead_row<Standard<8>>("standard, 8-byte device ID");
  overhead_row<Standard<8, Commitment::required>>("standard with key commitment");
}

template <class Limits>
void limits_row(const char* name) {
  constexpr auto blocks = e3::detail::blocks_per_message(Limits::max_payload_size);
  static_assert(blocks * Limits::max_messages <= std::uint64_t{1} << 31);
  std::printf("| %s | %zu | %llu | %llu | %llu |\n", name, Limits::max_payload_size,
              static_cast<unsigned long long>(Limits::max_messages), static_cast<unsigned long long>(blocks),
              static_cast<unsigned long long>(blocks) * Limits::max_messages);
}

}  // namespace

int main() {
  std::puts("README.md");
  overhead_rows();
  carrier_row("BLE legacy advertisement", 31);
  carrier_row("LoRaWAN DR0", 51);
  carrier_row("IEEE 802.15.4 frame", 127);
  carrier_row("SMS", 140);
  std::puts("docs/format.md");
  overhead_rows();
  limits_row<e3::Telemetry>("`Telemetry`");
  limits_row<e3::Bulk>("`Bulk`");
}
