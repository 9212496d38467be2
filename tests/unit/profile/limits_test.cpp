#include "e3/profile/limits.hpp"

#include "support/catch.hpp"

namespace {

constexpr std::uint64_t default_bound = std::uint64_t{1} << 31;
constexpr std::uint64_t hard_bound = std::uint64_t{1} << 36;

template <std::size_t Size, std::uint64_t Messages>
struct Limits {
  static constexpr std::size_t max_payload_size = Size;
  static constexpr std::uint64_t max_messages = Messages;
};

/// 1 block of payload, 13 of associated data and 1 of lengths.
constexpr std::uint64_t blocks_of_one = 15;

struct Beyond : Limits < 16,
    hard_bound / blocks_of_one<(std::uint64_t{1} << 32) ? hard_bound / blocks_of_one : std::uint64_t{1} << 32> {
  static constexpr bool beyond_default_bound = true;
};

}  // namespace

TEST_CASE("telemetry is 1 KiB and 2^24 messages, bulk 64 KiB and 2^18") {
  STATIC_REQUIRE(e3::Telemetry::max_payload_size == 1024);
  STATIC_REQUIRE(e3::Telemetry::max_messages == 1U << 24);
  STATIC_REQUIRE(e3::Bulk::max_payload_size == 65'536);
  STATIC_REQUIRE(e3::Bulk::max_messages == 1U << 18);
  STATIC_REQUIRE(e3::check_limits<e3::Telemetry>());
  STATIC_REQUIRE(e3::check_limits<e3::Bulk>());
}

TEST_CASE("a message's blocks are those of its payload, of 204 bytes of associated data, and one") {
  STATIC_REQUIRE(e3::detail::blocks_per_message(0) == 14);
  STATIC_REQUIRE(e3::detail::blocks_per_message(1) == 15);
  STATIC_REQUIRE(e3::detail::blocks_per_message(16) == blocks_of_one);
  STATIC_REQUIRE(e3::detail::blocks_per_message(17) == 16);
  STATIC_REQUIRE(e3::detail::blocks_per_message(1024) == 78);
  STATIC_REQUIRE(e3::detail::blocks_per_message(65'536) == 4110);
}

TEST_CASE("messages times blocks may reach the bound and not pass it") {
  STATIC_REQUIRE(e3::check_limits<Limits<16, default_bound / blocks_of_one>>());
  STATIC_REQUIRE(e3::detail::within<Limits<16, default_bound / blocks_of_one>>(default_bound));
  STATIC_REQUIRE_FALSE(e3::detail::within<Limits<16, default_bound / blocks_of_one + 1>>(default_bound));
  STATIC_REQUIRE(e3::detail::within<Limits<16, hard_bound / blocks_of_one>>(hard_bound));
  STATIC_REQUIRE_FALSE(e3::detail::within<Limits<16, hard_bound / blocks_of_one + 1>>(hard_bound));
}

TEST_CASE("limits that overflow a product are not within the bound") {
  // 2^28 blocks per message times 2^36 messages is 0 in 64 bits.
  constexpr std::size_t size = ((std::size_t{1} << 28) - 14) * 16;
  STATIC_REQUIRE(e3::detail::blocks_per_message(size) == std::uint64_t{1} << 28);
  STATIC_REQUIRE_FALSE(e3::detail::within<Limits<size, std::uint64_t{1} << 36>>(hard_bound));
}

TEST_CASE("whoever asks for it may go beyond the default") {
  STATIC_REQUIRE_FALSE(e3::detail::within<Beyond>(default_bound));
  STATIC_REQUIRE(e3::check_limits<Beyond>());
  STATIC_REQUIRE_FALSE(e3::detail::asks_beyond_default<e3::Telemetry>);
}
