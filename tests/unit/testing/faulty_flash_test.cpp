#include "e3/testing/faulty_flash.hpp"

#include <algorithm>
#include <array>

#include "e3/store/flash/flash.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

using e3::testing::FlashFault;
using e3::testing::Tear;
using Flash = e3::testing::FaultyFlash<128>;

namespace {

const auto first = support::counting<32>(0x10);
const auto second = support::counting<32>(0x80);
constexpr std::array<std::uint8_t, 32> zeros{};

/// What `read` gives for the unit at `offset` of a page.
std::array<std::uint8_t, 32> unit(Flash& flash, std::uint32_t page, std::uint32_t offset) {
  std::array<std::uint8_t, 32> bytes{};
  REQUIRE(flash.read(page, offset, bytes));
  return bytes;
}

bool erased(e3::Bytes bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0xFF; });
}

}  // namespace

TEST_CASE("a simulated flash starts erased, keeps what is programmed, and erases one page") {
  STATIC_REQUIRE(e3::Flash<Flash>);
  Flash flash;
  CHECK(erased(flash.cells(0)));
  CHECK(erased(flash.cells(1)));
  REQUIRE(flash.program(0, 32, first));
  REQUIRE(flash.program(1, 96, second));
  CHECK(unit(flash, 0, 32) == first);
  CHECK(erased(unit(flash, 0, 64)));
  REQUIRE(flash.erase(0));
  CHECK(erased(flash.cells(0)));
  CHECK(unit(flash, 1, 96) == second);
}

TEST_CASE("programming only clears bits") {
  Flash flash;
  REQUIRE(flash.program(0, 0, first));
  REQUIRE(flash.program(0, 0, second));
  for (std::size_t i = 0; i < 32; ++i) {
    CHECK(flash.cells(0)[i] == (first[i] & second[i]));
  }
  REQUIRE(flash.program(0, 0, zeros));
  CHECK(unit(flash, 0, 0) == zeros);
}

TEST_CASE("a call outside the chip, or at no multiple of 32, is refused and changes nothing") {
  Flash flash;
  std::array<std::uint8_t, 32> out{};
  CHECK_FALSE(flash.read(2, 0, out));
  CHECK_FALSE(flash.read(0, 97, out));
  CHECK_FALSE(flash.read(0, 0xFFFF'FFFF, out));
  CHECK_FALSE(flash.program(2, 0, first));
  CHECK_FALSE(flash.program(0, 128, first));
  CHECK_FALSE(flash.program(0, 16, first));
  CHECK_FALSE(flash.program(0, 0, e3::Bytes{first}.first(16)));
  CHECK_FALSE(flash.erase(2));
  CHECK(erased(flash.cells(0)));
  CHECK(flash.operations() == 0);
}

TEST_CASE("a cut at the n-th step leaves n - 1 bytes programmed and the chip dead until its power is back") {
  for (std::size_t step = 1; step <= 33; ++step) {
    CAPTURE(step);
    Flash flash;
    flash.cut_at(step);
    CHECK_FALSE(flash.program(0, 0, first));
    CHECK(support::same(e3::Bytes{flash.cells(0)}.first(step - 1), e3::Bytes{first}.first(step - 1)));
    CHECK(erased(e3::Bytes{flash.cells(0)}.subspan(step - 1)));
    CHECK_FALSE(flash.powered());
    std::array<std::uint8_t, 32> out{};
    CHECK_FALSE(flash.read(0, 0, out));
    CHECK_FALSE(flash.program(0, 64, second));
    CHECK_FALSE(flash.erase(0));
    flash.power_on();
    CHECK(flash.powered());
    CHECK(flash.steps() == 0);
    REQUIRE(flash.program(0, 64, second));
    CHECK(flash.steps() == 33);
    CHECK(flash.operations() == 1);
  }
}

TEST_CASE("a half-written byte has some of its bits cleared, and which ones depends on the step") {
  Flash flash;
  flash.cut_at(1, Tear::half);
  CHECK_FALSE(flash.program(0, 0, zeros));
  CHECK(flash.cells(0)[0] == 0x55);
  flash.power_on();
  flash.cut_at(2, Tear::half);
  CHECK_FALSE(flash.program(0, 32, zeros));
  CHECK(flash.cells(0)[32] == 0);
  CHECK(flash.cells(0)[33] == 0xAA);
}

TEST_CASE("a cut at the n-th erase step leaves n - 1 pieces erased") {
  for (std::size_t step = 1; step <= 9; ++step) {
    for (const auto tear : {Tear::clean, Tear::half}) {
      CAPTURE(step);
      Flash flash;
      for (std::uint32_t offset = 0; offset < 128; offset += 32) {
        REQUIRE(flash.program(1, offset, zeros));
      }
      flash.power_on();
      flash.cut_at(step, tear);
      CHECK_FALSE(flash.erase(1));
      const std::size_t done = 16 * (step - 1);
      CHECK(erased(e3::Bytes{flash.cells(1)}.first(done)));
      if (step < 9) {
        CHECK(flash.cells(1)[done] == (tear == Tear::clean ? 0 : step % 2 == 0 ? 0x55 : 0xAA));
        CHECK(support::all_zero(e3::Bytes{flash.cells(1)}.subspan(done + 16)));
      }
    }
  }
}

TEST_CASE("an unreadable tear reads again once it is erased or overwritten") {
  Flash flash;
  flash.cut_at(5, Tear::unreadable);
  CHECK_FALSE(flash.program(0, 32, first));
  flash.power_on();
  std::array<std::uint8_t, 32> out{};
  CHECK(flash.read(0, 0, out));
  CHECK_FALSE(flash.read(0, 32, out));
  CHECK_FALSE(flash.read(0, 32, out));
  SECTION("erased") { REQUIRE(flash.erase(0)); }
  SECTION("overwritten") { REQUIRE(flash.program(0, 32, zeros)); }
  CHECK(flash.read(0, 32, out));
}

TEST_CASE("a lost write or erase reports success and changes nothing") {
  Flash flash;
  flash.fault_at(1, FlashFault::lost);
  CHECK(flash.program(0, 0, first));
  CHECK(erased(flash.cells(0)));
  CHECK(flash.program(0, 0, first));
  CHECK(unit(flash, 0, 0) == first);
  flash.power_on();
  flash.fault_at(1, FlashFault::lost);
  CHECK(flash.erase(0));
  CHECK(unit(flash, 0, 0) == first);
}

TEST_CASE("a refused write changes nothing, and an unsure one is done") {
  Flash flash;
  flash.fault_at(1, FlashFault::refused);
  CHECK_FALSE(flash.program(0, 0, first));
  CHECK(erased(flash.cells(0)));
  CHECK(flash.powered());
  flash.power_on();
  flash.fault_at(1, FlashFault::unsure);
  CHECK_FALSE(flash.program(0, 0, first));
  CHECK(unit(flash, 0, 0) == first);
}

TEST_CASE("after a stale write the next read gives the old content, once, even across a power cut") {
  Flash flash;
  flash.fault_at(1, FlashFault::stale);
  REQUIRE(flash.program(0, 32, first));
  flash.power_on();
  CHECK(erased(unit(flash, 0, 0)));
  CHECK(erased(unit(flash, 0, 32)));
  CHECK(unit(flash, 0, 32) == first);
}

TEST_CASE("after a stale erase each 32 bytes of the page give their old content once") {
  Flash flash;
  REQUIRE(flash.program(0, 0, first));
  REQUIRE(flash.program(0, 64, second));
  flash.power_on();
  flash.fault_at(1, FlashFault::stale);
  REQUIRE(flash.erase(0));
  CHECK(erased(flash.cells(0)));
  CHECK(unit(flash, 0, 64) == second);
  CHECK(erased(unit(flash, 0, 64)));
  CHECK(unit(flash, 0, 0) == first);
  CHECK(erased(unit(flash, 0, 0)));
}

TEST_CASE("a copy of a simulated flash is another chip") {
  Flash flash;
  Flash copy = flash;
  REQUIRE(copy.program(0, 0, first));
  CHECK(erased(flash.cells(0)));
}
