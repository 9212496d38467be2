#include "e3/backend/portable/words.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "machines.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

namespace {

template <e3::Kernels K>
struct On {
  static constexpr e3::Kernels kernels = K;
};

constexpr auto bytes = support::counting<40>(0x81);

constexpr std::uint32_t little_endian_at(std::size_t i) noexcept {
  return std::uint32_t{bytes[i]} | std::uint32_t{bytes[i + 1]} << 8 | std::uint32_t{bytes[i + 2]} << 16 |
         std::uint32_t{bytes[i + 3]} << 24;
}

}  // namespace

TEMPLATE_TEST_CASE("words are little-endian at any address", "", On<e3::kernels_here>, On<machines::narrow>,
                   On<machines::narrow_tiny>, On<machines::wide_tiny>) {
  constexpr e3::Kernels K = TestType::kernels;
  alignas(8) const auto in = bytes;
  alignas(8) std::array<std::uint8_t, 40> out{};
  for (std::size_t at = 0; at < 8; ++at) {
    CAPTURE(at);
    CHECK(e3::detail::load_little_endian<K>(in.data() + at) == little_endian_at(at));
    std::array<std::uint32_t, 4> words{};
    e3::detail::load_words<K, 4>(in.data() + at, words.data());
    for (std::size_t i = 0; i < 4; ++i) {
      CHECK(words[i] == little_endian_at(at + 4 * i));
    }
    out = {};
    e3::detail::store_words<K, 4>(words.data(), out.data() + at);
    CHECK(support::same(e3::Bytes{out}.subspan(at, 16), e3::Bytes{bytes}.subspan(at, 16)));
    CHECK(support::all_zero(e3::Bytes{out}.first(at)));
    CHECK(support::all_zero(e3::Bytes{out}.subspan(at + 16)));
  }
  STATIC_REQUIRE(e3::detail::load_little_endian<K>(bytes.data() + 1) == little_endian_at(1));
}

TEMPLATE_TEST_CASE("a key stream is applied to any size at any addresses, also in place", "", On<e3::kernels_here>,
                   On<machines::narrow>, On<machines::narrow_tiny>) {
  constexpr e3::Kernels K = TestType::kernels;
  constexpr std::array<std::uint32_t, 5> stream{0x03020100, 0x07060504, 0x0B0A0908, 0x0F0E0D0C, 0x13121110};
  for (std::size_t size = 0; size <= 20; ++size) {
    for (std::size_t from = 0; from < 4; ++from) {
      for (std::size_t to = 0; to < 4; ++to) {
        alignas(8) auto in = bytes;
        alignas(8) std::array<std::uint8_t, 40> out{};
        e3::detail::apply_words<K>(stream.data(), in.data() + from, out.data() + to, size);
        bool good = support::all_zero(e3::Bytes{out}.first(to)) && support::all_zero(e3::Bytes{out}.subspan(to + size));
        for (std::size_t i = 0; i < size; ++i) {
          good = good && out[to + i] == (bytes[from + i] ^ i);
        }
        e3::detail::apply_words<K>(stream.data(), in.data() + from, in.data() + from, size);
        good = good && support::same(e3::Bytes{in}.subspan(from, size), e3::Bytes{out}.subspan(to, size));
        if (!good) {
          FAIL("size " << size << ", from " << from << ", to " << to);
        }
      }
    }
  }
}
