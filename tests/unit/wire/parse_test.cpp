#include "e3/wire/parse.hpp"

#include <array>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/encode.hpp"
#include "support/hand_built.hpp"
#include "support/random.hpp"

using e3::Codecs;
using e3::Error;
using support::ByteVector;
using support::HandBuilt;

namespace {

const auto standard = support::with_sealed(
    HandBuilt{.epoch = 3, .counter = 5, .id = support::counting_vector(8), .commitment = support::counting_vector(32)}
        .standard(),
    20);
const auto compact =
    support::with_sealed(HandBuilt{.epoch = 3, .counter = 5, .id = support::counting_vector(2)}.compact(), 20);

/// True if the bytes were accepted; then the codec writes the very same header.
bool accepted_once(e3::Bytes envelope) {
  const auto parsed = e3::parse(envelope);
  if (!parsed) {
    return false;
  }
  REQUIRE(support::same(support::encode(parsed->header), parsed->header_bytes));
  REQUIRE(parsed->header_bytes.data() == envelope.data());
  REQUIRE(parsed->sealed.data() == envelope.data() + parsed->header_bytes.size());
  REQUIRE(parsed->header_bytes.size() + parsed->sealed.size() == envelope.size());
  REQUIRE(parsed->sealed.size() >= e3::tag_size);
  REQUIRE(parsed->header.counter < e3::counter_end);
  return true;
}

}  // namespace

TEST_CASE("the first byte tells the kinds of envelope apart") {
  CHECK(e3::parse(standard)->header.codec == e3::CodecId::standard);
  CHECK(e3::parse(compact)->header.codec == e3::CodecId::compact);
}

TEST_CASE("whatever parses is encoded back to the bytes it came from, for every first byte") {
  support::Random random{11};
  std::array<unsigned, 8> accepted{};
  for (unsigned first = 0; first < 256; ++first) {
    for (int i = 0; i < 400; ++i) {
      ByteVector envelope(1 + random.index(80));
      random.fill(envelope);
      // Small values are where encodings with more than one form would be.
      for (auto& byte : envelope) {
        byte = random.below(3) == 0 ? static_cast<std::uint8_t>(random.below(2)) : byte;
      }
      envelope[0] = static_cast<std::uint8_t>(first);
      accepted[first >> 5] += accepted_once(envelope) ? 1U : 0U;
    }
  }
  for (std::size_t code = 0; code < 7; ++code) {
    CAPTURE(code);
    CHECK(accepted[code] > 500);
  }
}

TEST_CASE("a standard envelope with changed bytes is refused or is another envelope's only form") {
  support::Random random{12};
  unsigned accepted = 0;
  for (int i = 0; i < 100'000; ++i) {
    auto envelope = standard;
    envelope[2] = static_cast<std::uint8_t>(random.below(2));
    envelope[3] = static_cast<std::uint8_t>(random.below(19));
    for (auto changes = random.below(3); changes > 0; --changes) {
      envelope[random.index(30)] = static_cast<std::uint8_t>(random.next());
    }
    envelope.resize(random.below(4) == 0 ? random.index(envelope.size()) : envelope.size());
    accepted += accepted_once(envelope) ? 1U : 0U;
  }
  CHECK(accepted > 10'000);
}

TEST_CASE("no bytes are no envelope") {
  CHECK(e3::parse({}).error() == Error::malformed);
  CHECK(e3::peek({}).error() == Error::malformed);
}

TEST_CASE("a receiver of one kind refuses the other") {
  CHECK(e3::parse<Codecs::standard>(standard));
  CHECK(e3::parse<Codecs::standard>(compact).error() == Error::codec_refused);
  CHECK(e3::parse<Codecs::compact>(compact));
  CHECK(e3::parse<Codecs::compact>(standard).error() == Error::codec_refused);
  CHECK(e3::parse<Codecs::both>(standard));
  CHECK(e3::parse<Codecs::both>(compact));
}

TEST_CASE("peek shows the header that parse reads, without a key") {
  const auto header = e3::peek(standard);
  REQUIRE(header);
  CHECK(header->epoch == e3::Epoch{3});
  CHECK(header->counter == e3::Counter{5});
  CHECK(support::same(header->address.bytes(), support::counting_vector(8)));
  CHECK(header->suite == e3::Suite::chacha20_poly1305);
  CHECK(header->commitment.has_value());
  CHECK(e3::peek(compact)->address.size() == 2);
}

TEST_CASE("peek refuses what no receiver would open") {
  auto other_version = standard;
  other_version[1] = 0x22;
  CHECK(e3::peek(other_version).error() == Error::version_unknown);
  CHECK(e3::peek(e3::Bytes{compact}.first(18)).error() == Error::malformed);
}
