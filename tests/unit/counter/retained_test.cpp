#include "e3/counter/retained.hpp"

#include <type_traits>
#include <utility>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

using e3::Counter;
using e3::Epoch;
using e3::Retained;

namespace {

constexpr e3::KeyMark mark{Epoch{2}, support::counting<8>()};

}  // namespace

TEST_CASE("what a lease retained is valid for its key and tells next, left, bound and salt") {
  const Retained retained{mark, 10, 6, 0xDEAD'BEEF};
  CHECK(retained.valid_for(mark));
  CHECK(retained.next() == 10);
  CHECK(retained.left() == 6);
  CHECK(retained.bound() == Counter{16});
  CHECK(retained.boot_salt() == 0xDEAD'BEEF);
}

TEST_CASE("retained counters are not valid for another epoch or key") {
  const Retained retained{mark, 10, 6, 0};
  CHECK_FALSE(retained.valid_for({Epoch{3}, mark.id}));
  for (std::size_t i = 0; i < mark.id.size(); ++i) {
    auto other = mark;
    other.id[i] ^= 1;
    CHECK_FALSE(retained.valid_for(other));
  }
}

TEST_CASE("nothing retained, and none left, is never valid") {
  CHECK_FALSE(Retained{}.valid_for(mark));
  CHECK_FALSE(Retained{}.valid_for({}));
  CHECK_FALSE(Retained{mark, 10, 0, 0}.valid_for(mark));
}

TEST_CASE("retained memory with any bit flipped is not valid") {
  Retained retained{mark, 10, 6, 0x1234'5678};
  auto* const bytes = reinterpret_cast<unsigned char*>(&retained);
  for (std::size_t bit = 0; bit < 8 * sizeof retained; ++bit) {
    CAPTURE(bit);
    const auto flipped = static_cast<unsigned char>(1U << (bit % 8));
    bytes[bit / 8] ^= flipped;
    CHECK_FALSE(retained.valid_for(mark));
    bytes[bit / 8] ^= flipped;
  }
  CHECK(retained.valid_for(mark));
}

TEST_CASE("the bound of a block that ends at 2^32 does not wrap") {
  CHECK(Retained{mark, 0xFFFF'FFFE, 2, 0}.bound() == e3::counter_end);
}

TEST_CASE("retained counters move, and what they came from is not valid any more") {
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Retained>);
  STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<Retained>);
  Retained first{mark, 10, 6, 7};
  Retained second{std::move(first)};
  CHECK(second.valid_for(mark));
  CHECK(second.boot_salt() == 7);
  CHECK_FALSE(first.valid_for(mark));
  Retained third;
  third = std::move(second);
  CHECK(third.valid_for(mark));
  CHECK_FALSE(second.valid_for(mark));
  Retained& same = third;
  third = std::move(same);
  CHECK(third.valid_for(mark));
}
