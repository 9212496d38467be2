#include "e3/store/flash/flash.hpp"

#include "e3/testing/faulty_flash.hpp"
#include "support/catch.hpp"

namespace {

struct WithoutErase {
  static constexpr std::uint32_t page_size = 128;
  bool read(std::uint32_t, std::uint32_t, e3::MutableBytes) noexcept { return true; }
  bool program(std::uint32_t, std::uint32_t, e3::Bytes) noexcept { return true; }
};

struct Complete : WithoutErase {
  bool erase(std::uint32_t) noexcept { return true; }
};

struct Throwing : WithoutErase {
  bool erase(std::uint32_t) { return true; }
};

struct Silent : WithoutErase {
  void erase(std::uint32_t) noexcept {}
};

struct WithoutPageSize {
  bool read(std::uint32_t, std::uint32_t, e3::MutableBytes) noexcept { return true; }
  bool program(std::uint32_t, std::uint32_t, e3::Bytes) noexcept { return true; }
  bool erase(std::uint32_t) noexcept { return true; }
};

}  // namespace

TEST_CASE("a flash has a page size, reads, programs and erases, reports failure and does not throw") {
  STATIC_REQUIRE(e3::Flash<e3::testing::FaultyFlash<64>>);
  STATIC_REQUIRE(e3::Flash<Complete>);
  STATIC_REQUIRE(e3::explain_flash<Complete>());
  STATIC_REQUIRE_FALSE(e3::Flash<WithoutErase>);
  STATIC_REQUIRE_FALSE(e3::Flash<Throwing>);
  STATIC_REQUIRE_FALSE(e3::Flash<Silent>);
  STATIC_REQUIRE_FALSE(e3::Flash<WithoutPageSize>);
}
