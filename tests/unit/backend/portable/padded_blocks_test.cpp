#include "e3/backend/portable/padded_blocks.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "machines.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

namespace {

template <e3::Kernels K>
struct On {
  static constexpr e3::Kernels kernels = K;
};

/// Remembers the blocks.
struct Recorder {
  std::array<std::uint32_t, 16> work{};
  support::ByteVector seen{};

  void block(const std::uint8_t* bytes) { seen.insert(seen.end(), bytes, bytes + 16); }
  void block_in_work() {
    std::array<std::uint8_t, 16> bytes{};
    e3::detail::store_words<e3::kernels_here, 4>(work.data(), bytes.data());
    block(bytes.data());
  }
};

/// Sums the blocks, also in constant evaluation.
struct Sum {
  std::array<std::uint32_t, 16> work{};
  std::uint32_t sum = 0;

  constexpr void block(const std::uint8_t* bytes) {
    for (std::size_t i = 0; i < 16; i += 4) {
      sum = 31 * sum + e3::detail::load_little_endian<e3::kernels_here>(bytes + i);
    }
  }
  constexpr void block_in_work() {
    for (std::size_t i = 0; i < 4; ++i) {
      sum = 31 * sum + work[i];
    }
  }
};

constexpr std::uint32_t summed() {
  e3::detail::PaddedBlocks<e3::kernels_here, Sum> blocks;
  constexpr auto text = support::counting<37>();
  blocks.update(e3::Bytes{text}.first(5), false);
  blocks.update(e3::Bytes{text}.subspan(5), true);
  blocks.sizes(37, 0x1'0000'0002);
  return blocks.hash.sum;
}

}  // namespace

TEMPLATE_TEST_CASE("two parts at any addresses are their join, filled up with zeros", "", On<e3::kernels_here>,
                   On<machines::narrow>, On<machines::narrow_tiny>) {
  alignas(8) const auto text = support::counting<60>();
  for (std::size_t at = 0; at < 4; ++at) {
    for (std::size_t size = 0; size <= 50; ++size) {
      for (std::size_t split = 0; split <= size; ++split) {
        const e3::Bytes whole = e3::Bytes{text}.subspan(at, size);
        e3::detail::PaddedBlocks<TestType::kernels, Recorder> blocks;
        blocks.update(whole.first(split), false);
        blocks.update(whole.subspan(split), true);
        auto expected = support::copy(whole);
        expected.resize((size + 15) / 16 * 16);
        if (blocks.hash.seen != expected) {
          FAIL("at " << at << ", size " << size << ", split " << split);
        }
      }
    }
  }
}

TEST_CASE("both sizes make the last block") {
  e3::detail::PaddedBlocks<e3::kernels_here, Recorder> blocks;
  blocks.sizes(0x01020304, 0x1112131415161718);
  CHECK(blocks.hash.seen ==
        support::ByteVector{4, 3, 2, 1, 0, 0, 0, 0, 0x18, 0x17, 0x16, 0x15, 0x14, 0x13, 0x12, 0x11});
}

TEST_CASE("constant evaluation cuts the same blocks") {
  constexpr std::uint32_t in_advance = summed();
  CHECK(summed() == in_advance);
}
