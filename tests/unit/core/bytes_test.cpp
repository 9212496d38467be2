#include "e3/core/bytes.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

TEST_CASE("two ranges overlap exactly if they share a byte") {
  const std::array<std::uint8_t, 12> buffer{};
  const e3::Bytes whole{buffer};
  for (std::size_t a = 0; a < 6; ++a) {
    for (std::size_t a_size = 0; a_size <= 6; ++a_size) {
      for (std::size_t b = 0; b < 6; ++b) {
        for (std::size_t b_size = 0; b_size <= 6; ++b_size) {
          bool shared = false;
          for (std::size_t i = 0; i < buffer.size(); ++i) {
            shared = shared || (i >= a && i < a + a_size && i >= b && i < b + b_size);
          }
          CAPTURE(a, a_size, b, b_size);
          REQUIRE(e3::overlaps(whole.subspan(a, a_size), whole.subspan(b, b_size)) == shared);
        }
      }
    }
  }
}

TEST_CASE("an empty span without memory overlaps nothing") {
  const std::array<std::uint8_t, 4> buffer{};
  CHECK_FALSE(e3::overlaps({}, buffer));
  CHECK_FALSE(e3::overlaps(buffer, {}));
  CHECK_FALSE(e3::overlaps({}, {}));
}

TEST_CASE("bytes of a fixed size come only from an object of that size") {
  STATIC_REQUIRE(std::is_convertible_v<std::array<std::uint8_t, 32>&, e3::FixedBytes<32>>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::array<std::uint8_t, 31>&, e3::FixedBytes<32>>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<std::array<std::uint8_t, 33>&, e3::MutableFixedBytes<32>>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<e3::Bytes, e3::FixedBytes<32>>);
}

TEST_CASE("a copy has the same bytes, at run time and for the compiler") {
  constexpr auto source = support::counting<5>();
  std::array<std::uint8_t, 5> target{};
  e3::copy<5>(source, target);
  CHECK(target == source);
  STATIC_REQUIRE([] {
    constexpr auto from = support::counting<3>();
    std::array<std::uint8_t, 3> to{};
    e3::copy<3>(from, to);
    return to == from;
  }());
}

TEST_CASE("a short copy has the same bytes and writes no others, at run time and for the compiler") {
  const auto source = support::counting<32>(0x21);
  for (std::size_t size = 0; size <= 32; ++size) {
    CAPTURE(size);
    std::array<std::uint8_t, 34> out{};
    e3::copy_short(e3::Bytes{source}.first(size), e3::MutableBytes{out}.subspan(1, size));
    CHECK(support::same(e3::Bytes{out}.subspan(1, size), e3::Bytes{source}.first(size)));
    CHECK(out[0] == 0);
    CHECK(support::all_zero(e3::Bytes{out}.subspan(1 + size)));
  }
  STATIC_REQUIRE([] {
    constexpr auto from = support::counting<11>(0x21);
    std::array<std::uint8_t, 12> to{};
    e3::copy_short(from, to);
    return to[0] == from[0] && to[10] == from[10] && to[11] == 0;
  }());
}

TEST_CASE("bytes are the same if each of them is, at run time and for the compiler") {
  const auto first = support::counting<8>();
  for (std::size_t i = 0; i < first.size(); ++i) {
    auto second = first;
    CHECK(e3::same<8>(first, second));
    second[i] = static_cast<std::uint8_t>(second[i] ^ 0x80);
    CHECK_FALSE(e3::same<8>(first, second));
  }
  STATIC_REQUIRE(e3::same<2>(std::array<std::uint8_t, 2>{1, 2}, std::array<std::uint8_t, 2>{1, 2}));
  STATIC_REQUIRE_FALSE(e3::same<2>(std::array<std::uint8_t, 2>{1, 2}, std::array<std::uint8_t, 2>{1, 3}));
}
