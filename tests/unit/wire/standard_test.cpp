#include "e3/wire/standard.hpp"

#include <algorithm>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/encode.hpp"
#include "support/hand_built.hpp"

using e3::Error;
using support::HandBuilt;

namespace {

template <class Codec>
void check_golden(const HandBuilt& golden) {
  const e3::Address address = *e3::Address::from(golden.id);
  e3::Nonce nonce{};
  e3::CommitmentValue commitment{};
  std::copy(golden.nonce.begin(), golden.nonce.end(), nonce.begin());
  std::copy(golden.commitment.begin(), golden.commitment.end(), commitment.begin());
  const e3::HeaderFields fields{.suite = e3::Suite{static_cast<std::uint8_t>(golden.suite)},
                                .epoch = e3::Epoch{golden.epoch},
                                .counter = e3::Counter{golden.counter},
                                .address = address,
                                .boot_salt = 0,
                                .nonce = nonce,
                                .commitment = commitment};
  const auto header = golden.standard();
  REQUIRE(Codec::max_header_size == header.size());
  REQUIRE(support::encode_as<Codec>(fields) == header);

  const auto envelope = support::with_sealed(header, 21);
  const auto parsed = e3::parse_standard(envelope);
  REQUIRE(parsed);
  CHECK(parsed->header.codec == e3::CodecId::standard);
  CHECK(parsed->header.suite == fields.suite);
  CHECK(parsed->header.epoch == fields.epoch);
  CHECK(parsed->header.counter == fields.counter);
  CHECK(parsed->header.address == fields.address);
  CHECK(parsed->header.boot_salt == 0);
  CHECK(parsed->header.nonce == fields.nonce);
  CHECK(parsed->header.commitment.has_value() == !golden.commitment.empty());
  CHECK(parsed->header.commitment.value_or(e3::CommitmentValue{}) == fields.commitment);
  CHECK(support::same(parsed->header_bytes, header));
  CHECK(parsed->header_bytes.data() == envelope.data());
  CHECK(parsed->sealed.size() == 21);
}

const HandBuilt usual{.suite = 1, .epoch = 7, .counter = 300, .id = support::counting_vector(8)};

Error refusal(const support::ByteVector& envelope) {
  const auto parsed = e3::parse_standard(envelope);
  REQUIRE_FALSE(parsed);
  return parsed.error();
}

/// The usual envelope with byte `index` set to `byte`.
support::ByteVector with_byte(std::size_t index, unsigned byte, const HandBuilt& fields = usual) {
  auto envelope = support::with_sealed(fields.standard(), 16);
  envelope[index] = static_cast<std::uint8_t>(byte);
  return envelope;
}

}  // namespace

TEST_CASE("a standard header is the table's bytes for every ID size, epoch and counter boundary") {
  for (std::size_t size = 1; size <= 16; ++size) {
    for (const auto epoch : support::epoch_boundaries) {
      for (const auto counter : support::counter_boundaries) {
        for (const unsigned suite : {1U, 2U}) {
          CAPTURE(size, epoch, counter, suite);
          HandBuilt golden{.suite = suite, .epoch = epoch, .counter = counter, .id = support::counting_vector(size)};
          support::with_size(size, [&]<std::size_t Size>() {
            if constexpr (Size > 0) {
              check_golden<e3::Standard<Size>>(golden);
              golden.commitment = support::counting_vector(32, 0x90);
              check_golden<e3::Standard<Size, e3::Commitment::required>>(golden);
            }
          });
        }
      }
    }
  }
}

TEST_CASE("a standard envelope is 52 bytes longer than its payload with an 8-byte ID, 84 with the commitment") {
  STATIC_REQUIRE(e3::Standard<8>::max_header_size + e3::tag_size == 52);
  STATIC_REQUIRE(e3::Standard<8, e3::Commitment::required>::max_header_size + e3::tag_size == 84);
  STATIC_REQUIRE(e3::Standard<1>::max_header_size + e3::tag_size == 45);
  STATIC_REQUIRE(e3::Standard<8>::header_size(e3::last_epoch, e3::Counter{0xFFFF'FFFF}, 1) == 36);
}

TEST_CASE("a standard envelope that was cut anywhere before its tag ends is malformed") {
  for (const auto& commitment : {support::ByteVector{}, support::counting_vector(32)}) {
    auto golden = usual;
    golden.commitment = commitment;
    const auto envelope = support::with_sealed(golden.standard(), 16);
    REQUIRE(e3::parse_standard(envelope));
    for (std::size_t size = 0; size < envelope.size(); ++size) {
      CAPTURE(size);
      CHECK(e3::parse_standard(e3::Bytes{envelope}.first(size)).error() == Error::malformed);
    }
  }
}

TEST_CASE("every version but 1 is unknown") {
  for (unsigned version = 0; version < 16; ++version) {
    if (version != 1) {
      CHECK(refusal(with_byte(1, version << 4 | 1)) == Error::version_unknown);
    }
  }
}

TEST_CASE("every suite but 1 and 2 is malformed") {
  for (unsigned suite = 0; suite < 16; ++suite) {
    CAPTURE(suite);
    CHECK(e3::parse_standard(with_byte(1, 0x10 | suite)).has_value() == (suite == 1 || suite == 2));
  }
  CHECK(refusal(with_byte(1, 0x13)) == Error::malformed);
}

TEST_CASE("every flag but the commitment's is malformed") {
  for (unsigned flags = 2; flags < 256; ++flags) {
    CHECK(refusal(with_byte(2, flags)) == Error::malformed);
  }
}

TEST_CASE("an ID size of 0 or above 16 is malformed") {
  for (unsigned size = 0; size < 256; ++size) {
    CAPTURE(size);
    auto envelope = support::with_sealed(usual.standard(), 300);
    envelope[3] = static_cast<std::uint8_t>(size);
    const auto parsed = e3::parse_standard(envelope);
    CHECK(parsed.has_value() == (size >= 1 && size <= 16));
    CHECK((parsed || parsed.error() == Error::malformed));
  }
}

TEST_CASE("a counter of 2^32 or more is malformed") {
  for (std::size_t index = 8; index < 12; ++index) {
    for (const unsigned byte : {0x01U, 0x80U, 0xFFU}) {
      CHECK(refusal(with_byte(index, byte)) == Error::malformed);
    }
  }
}

TEST_CASE("another first byte is malformed") {
  CHECK(refusal(with_byte(0, 0xE2)) == Error::malformed);
  CHECK(refusal(with_byte(0, 0x00)) == Error::malformed);
}

TEST_CASE("a standard envelope can be read by the compiler") {
  STATIC_REQUIRE([] {
    std::array<std::uint8_t, 28 + 2 + 16> envelope{0xE3, 0x12, 0x00, 0x02, 0x00, 0x00, 0x00, 0x05,
                                                   0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x09};
    const auto parsed = e3::parse_standard(envelope);
    return parsed && parsed->header.epoch == e3::Epoch{5} && parsed->header.counter == e3::Counter{9} &&
           parsed->sealed.size() == 16;
  }());
}
