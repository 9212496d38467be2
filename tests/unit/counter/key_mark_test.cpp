#include "e3/counter/key_mark.hpp"

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

using e3::KeyMark;

TEST_CASE("marks are equal if epoch and all 8 bytes of the ID are") {
  const KeyMark mark{e3::Epoch{3}, support::counting<8>()};
  CHECK(mark == KeyMark{e3::Epoch{3}, support::counting<8>()});
  CHECK_FALSE(mark == KeyMark{e3::Epoch{4}, support::counting<8>()});
  for (std::size_t i = 0; i < KeyMark::id_size; ++i) {
    auto other = mark;
    other.id[i] = static_cast<std::uint8_t>(other.id[i] ^ 0x80);
    CHECK_FALSE(mark == other);
  }
}
