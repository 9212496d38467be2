#include "e3/core/writer.hpp"

#include <array>
#include <cstdint>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/traps.hpp"

TEST_CASE("a writer appends bytes and big-endian numbers") {
  std::array<std::uint8_t, 14> out{};
  e3::Writer writer{out};
  CHECK(writer.written().empty());
  writer.put(support::counting<2>());
  writer.number(0xFFFF'FFFF, 0);
  writer.number(0x0A0B'0C0D, 1);
  writer.number(0x0A0B'0C0D, 2);
  writer.number(0x0A0B'0C0D, 3);
  writer.number(0x0A0B'0C0D, 4);
  writer.put({});
  const std::array<std::uint8_t, 12> expected{1, 2, 0x0D, 0x0C, 0x0D, 0x0B, 0x0C, 0x0D, 0x0A, 0x0B, 0x0C, 0x0D};
  CHECK(support::same(writer.written(), expected));
  CHECK(writer.written().data() == out.data());
  CHECK(support::all_zero(e3::Bytes{out}.subspan(12)));
}

TEST_CASE("a writer fills its buffer to the last byte") {
  std::array<std::uint8_t, 6> out{};
  e3::Writer writer{out};
  writer.put(support::counting<2>());
  writer.number(7, 4);
  CHECK(writer.written().size() == out.size());
}

TEST_CASE("writing past the end of the buffer traps") {
  std::array<std::uint8_t, 3> out{};
  CHECK(support::traps([&] { e3::Writer{out}.put(support::counting<4>()); }));
  CHECK(support::traps([&] { e3::Writer{out}.number(0, 4); }));
  CHECK(support::traps([&] {
    e3::Writer writer{out};
    writer.number(0, 3);
    writer.number(0, 1);
  }));
}

TEST_CASE("a number of more than 4 bytes traps") {
  std::array<std::uint8_t, 8> out{};
  CHECK(support::traps([&] { e3::Writer{out}.number(0, 5); }));
}
