#include "e3/backend/portable/aes256/round_keys.hpp"

#include <cstddef>
#include <cstdint>

#include "support/catch.hpp"

TEST_CASE("a compact round key unpacks to slices in which both blocks have the same bits") {
  e3::detail::Aes256CompactKeys keys{};
  keys[4 * 3 + 1] = 0x8000'0006;
  // Even places: 2, and so 2 and 3 of slice 1. Odd places: 1 and 31, and so 0 and 1, 30 and 31 of slice 5.
  CHECK(e3::detail::round_key(keys, 3, 1) == 0x0000'000C);
  CHECK(e3::detail::round_key(keys, 3, 5) == 0xC000'0003);
  CHECK(e3::detail::round_key(keys, 3, 0) == 0);
  CHECK(e3::detail::round_key(keys, 2, 1) == 0);
}

TEST_CASE("a full round key is eight words") {
  e3::detail::Aes256RoundKeys keys{};
  keys[8 * 14 + 7] = 0x1234'5678;
  CHECK(e3::detail::round_key(keys, 14, 7) == 0x1234'5678);
  STATIC_REQUIRE(sizeof keys == 480);
  STATIC_REQUIRE(sizeof(e3::detail::Aes256CompactKeys) == 240);
}
