#include "e3/backend/portable/aes256_gcm_message.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/portable_kernels.hpp"

namespace {

constexpr auto key = support::counting<e3::key_size>();
constexpr auto nonce = support::counting<e3::nonce_size>(0x40);

template <e3::Kernels K>
e3::detail::Aes256GcmSchedule<K> expanded() {
  e3::detail::Aes256GcmSchedule<K> schedule;
  schedule.expand(key);
  return schedule;
}

/// Block `counter` of the key stream, by itself.
template <e3::Kernels K>
std::array<std::uint8_t, 16> stream_block(const e3::detail::Aes256GcmSchedule<K>& schedule, std::uint8_t counter) {
  e3::detail::AesSlices blocks{};
  for (std::size_t c = 0; c < 3; ++c) {
    blocks[2 * c] = e3::detail::load_little_endian<K>(nonce.data() + 4 * c);
  }
  blocks[6] = std::uint32_t{counter} << 24;
  e3::detail::encrypt_two_blocks<K>(schedule.round_keys, blocks);
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t c = 0; c < 4; ++c) {
    e3::detail::store_little_endian<K>(blocks[2 * c], bytes.data() + 4 * c);
  }
  return bytes;
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("byte n of a text meets byte n of the blocks from counter 2 on", "", support::EveryKernel) {
  constexpr auto K = TestType::kernels;
  const auto schedule = expanded<K>();
  for (std::size_t size = 0; size < 100; ++size) {
    const auto text = support::counting_vector(size);
    support::ByteVector expected = text;
    for (std::size_t i = 0; i < size; ++i) {
      expected[i] ^= stream_block<K>(schedule, static_cast<std::uint8_t>(2 + i / 16))[i % 16];
    }
    support::ByteVector out(size);
    e3::detail::Aes256GcmMessage<K>{schedule, nonce}.crypt(text, out.data());
    REQUIRE(out == expected);
    support::ByteVector both = text;
    e3::detail::Aes256GcmMessage<K>{schedule, nonce}.crypt(both, both.data());
    REQUIRE(both == expected);
  }
}

TEMPLATE_LIST_TEST_CASE("the tag of nothing is the block of counter 1", "", support::EveryKernel) {
  constexpr auto K = TestType::kernels;
  const auto schedule = expanded<K>();
  std::array<std::uint8_t, e3::tag_size> tag{};
  e3::detail::Aes256GcmMessage<K>{schedule, nonce}.tag({}, {}, tag.data());
  CHECK(tag == stream_block<K>(schedule, 1));
}

TEMPLATE_LIST_TEST_CASE("a text can be crypted before its tag is made, or after", "", support::EveryKernel) {
  constexpr auto K = TestType::kernels;
  const auto schedule = expanded<K>();
  const auto text = support::counting_vector(50);
  support::ByteVector out(50);
  std::array<std::uint8_t, e3::tag_size> first{};
  std::array<std::uint8_t, e3::tag_size> second{};
  e3::detail::Aes256GcmMessage<K> before{schedule, nonce};
  before.tag({text}, text, first.data());
  before.crypt(text, out.data());
  e3::detail::Aes256GcmMessage<K> after{schedule, nonce};
  support::ByteVector again(50);
  after.crypt(text, again.data());
  after.tag({text}, text, second.data());
  CHECK(first == second);
  CHECK(out == again);
}
