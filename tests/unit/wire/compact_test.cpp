#include "e3/wire/compact.hpp"

#include <array>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/encode.hpp"
#include "support/hand_built.hpp"

using e3::Counter;
using e3::Epoch;
using e3::Error;
using support::ByteVector;
using support::HandBuilt;

namespace {

template <class Codec>
void check_golden(const HandBuilt& golden) {
  const e3::Address address = *e3::Address::from(golden.id);
  const e3::HeaderFields fields{.suite = e3::Suite::aes_256_gcm,
                                .epoch = Epoch{golden.epoch},
                                .counter = Counter{golden.counter},
                                .address = address,
                                .boot_salt = golden.salt,
                                .nonce = {},
                                .commitment = {}};
  const auto header = golden.compact();
  REQUIRE(Codec::max_header_size >= header.size());
  REQUIRE(Codec::header_size(fields.epoch, fields.counter, fields.boot_salt) == header.size());
  REQUIRE(support::encode_as<Codec>(fields) == header);

  const auto envelope = support::with_sealed(header, 21);
  const auto parsed = e3::parse_compact(envelope);
  REQUIRE(parsed);
  CHECK(parsed->header.codec == e3::CodecId::compact);
  CHECK(parsed->header.epoch == fields.epoch);
  CHECK(parsed->header.counter == fields.counter);
  CHECK(parsed->header.address == fields.address);
  CHECK(parsed->header.boot_salt == fields.boot_salt);
  CHECK_FALSE(parsed->header.suite);
  CHECK_FALSE(parsed->header.nonce);
  CHECK_FALSE(parsed->header.commitment);
  CHECK(support::same(parsed->header_bytes, header));
  CHECK(parsed->header_bytes.data() == envelope.data());
  CHECK(parsed->sealed.size() == 21);
}

bool malformed(const ByteVector& header) {
  const auto parsed = e3::parse_compact(support::with_sealed(header, 16));
  return !parsed && parsed.error() == Error::malformed;
}

template <std::size_t AddressSize>
constexpr std::size_t overhead(std::uint32_t epoch, std::uint64_t counter, std::uint32_t salt = 0) {
  return e3::Compact<AddressSize>::header_size(Epoch{epoch}, Counter{counter}, salt) + e3::tag_size;
}

}  // namespace

TEST_CASE("a compact header is the table's bytes for every address size, epoch, counter and salt boundary") {
  for (const std::size_t size : {0U, 1U, 2U, 4U, 6U, 8U, 16U}) {
    for (const auto epoch : support::epoch_boundaries) {
      for (const auto counter : support::counter_boundaries) {
        for (const std::uint32_t salt : {0U, 1U, 0x8000'0000U, 0xFFFF'FFFFU}) {
          CAPTURE(size, epoch, counter, salt);
          const HandBuilt golden{
              .epoch = epoch, .counter = counter, .id = support::counting_vector(size), .salt = salt};
          support::with_size(size, [&]<std::size_t Size>() {
            if constexpr (e3::detail::address_code(Size) < e3::detail::address_sizes.size()) {
              check_golden<e3::Compact<Size>>(golden);
            }
          });
        }
      }
    }
  }
}

TEST_CASE("a compact envelope is 27 bytes longer than its payload with an 8-byte ID, 21 with a 2-byte alias") {
  STATIC_REQUIRE(overhead<8>(0, 0xFFFF) == 27);
  STATIC_REQUIRE(overhead<8>(1, 0xFFFF) == 28);
  STATIC_REQUIRE(overhead<8>(255, 0xFFFF) == 28);
  STATIC_REQUIRE(overhead<2>(0, 0xFFFF) == 21);
  STATIC_REQUIRE(overhead<0>(0, 0xFF) == 18);
  STATIC_REQUIRE(overhead<0>(0xFFFF'FFFF, 0xFFFF'FFFF) == 25);
}

TEST_CASE("a boot salt costs 4 bytes") {
  STATIC_REQUIRE(overhead<8>(0, 0xFFFF, 1) == 27 + 4);
  STATIC_REQUIRE(overhead<2>(0, 0xFFFF, 1) == 21 + 4);
  STATIC_REQUIRE(overhead<0>(0, 0xFF, 1) == 18 + 4);
  STATIC_REQUIRE(e3::Compact<8>::max_header_size + e3::tag_size == overhead<8>(0xFFFF'FFFF, 0xFFFF'FFFF, 1));
}

TEST_CASE("a compact envelope fits its carriers") {
  STATIC_REQUIRE(overhead<8>(0, 0xFFFF) + 24 == 51);    // LoRa DR0
  STATIC_REQUIRE(overhead<2>(0, 0xFFFF) + 10 == 31);    // BLE legacy advertisement
  STATIC_REQUIRE(overhead<8>(0, 0xFFFF) + 100 == 127);  // IEEE 802.15.4
  STATIC_REQUIRE(overhead<8>(0, 0xFFFF) + 113 == 140);  // SMS
}

TEST_CASE("a compact envelope that was cut anywhere before its tag ends is malformed") {
  const auto header =
      HandBuilt{.epoch = 70'000, .counter = 0x100'0000, .id = support::counting_vector(8), .salt = 9}.compact();
  const auto envelope = support::with_sealed(header, 16);
  REQUIRE(e3::parse_compact(envelope));
  for (std::size_t size = 0; size < envelope.size(); ++size) {
    CAPTURE(size);
    CHECK(e3::parse_compact(e3::Bytes{envelope}.first(size)).error() == Error::malformed);
  }
}

TEST_CASE("an epoch that is not in its shortest form is malformed") {
  CHECK(malformed({0b000'0'00'01, 0, 5}));
  CHECK(malformed({0b000'0'00'10, 0, 0, 5}));
  CHECK(malformed({0b000'0'00'10, 0, 255, 5}));
  CHECK(malformed({0b000'0'00'11, 0, 0, 0, 1, 5}));
  CHECK(malformed({0b000'0'00'11, 0, 0, 255, 255, 5}));
  CHECK_FALSE(malformed({0b000'0'00'11, 0, 1, 0, 0, 5}));
}

TEST_CASE("a counter that is not in its shortest form is malformed") {
  CHECK(malformed({0b000'0'01'00, 0, 255}));
  CHECK(malformed({0b000'0'10'00, 0, 255, 255}));
  CHECK(malformed({0b000'0'11'00, 0, 255, 255, 255}));
  CHECK(malformed({0b000'0'11'00, 0, 0, 0, 0}));
  CHECK_FALSE(malformed({0b000'0'11'00, 1, 0, 0, 0}));
}

TEST_CASE("a boot salt of 0 that is sent is malformed") {
  CHECK(malformed({0b000'1'00'00, 5, 0, 0, 0, 0}));
  CHECK_FALSE(malformed({0b000'1'00'00, 5, 0, 0, 0, 1}));
}

TEST_CASE("address code 7 is never compact") {
  for (unsigned control = 0xE0; control <= 0xFF; ++control) {
    CAPTURE(control);
    ByteVector header{static_cast<std::uint8_t>(control)};
    header.insert(header.end(), 30, 1);
    CHECK(malformed(header));
  }
}

TEST_CASE("a compact envelope can be read by the compiler") {
  STATIC_REQUIRE([] {
    const std::array<std::uint8_t, 4 + 16> envelope{0b001'0'01'00, 0xAB, 0x01, 0x2C};
    const auto parsed = e3::parse_compact(envelope);
    return parsed && parsed->header.counter == Counter{300} && parsed->header.address.size() == 1;
  }());
}
