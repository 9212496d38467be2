#include "e3/store/file/replay_format.hpp"

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

using e3::Counter;
using e3::Epoch;
using e3::Error;
using support::ByteVector;

namespace {

template <std::size_t Width>
using Records = std::vector<e3::ReplayRecord<Width>>;

template <std::size_t Width>
ByteVector written(const Records<Width>& records) {
  ByteVector out(e3::ReplayFormat<Width>::size(records.size()));
  e3::ReplayFormat<Width>::write(records, out);
  return out;
}

template <std::size_t Width>
Records<Width> some_records() {
  support::Random random{5};
  Records<Width> records;
  for (const std::size_t id_size : {1U, 8U, 16U}) {
    e3::ReceiveState<Width> state{
        .generation = e3::Generation{7}, .epoch = Epoch{3}, .previous_open = id_size == 8, .previous = Epoch{2}};
    for (int i = 0; i < 100; ++i) {
      static_cast<void>(state.window.accept(Counter{random.below(300)}));
      static_cast<void>(state.previous_window.accept(Counter{random.below(300)}));
    }
    records.push_back({*e3::DeviceId::from(support::counting_vector(id_size)), state});
  }
  return records;
}

Records<64> many_records(std::size_t count) {
  Records<64> records;
  for (std::size_t i = 0; i < count; ++i) {
    const std::array<std::uint8_t, 2> id{static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)};
    records.push_back({e3::DeviceId{id}});
  }
  return records;
}

void append(ByteVector& out, std::uint64_t number, std::size_t size) {
  while (size > 0) {
    --size;
    out.push_back(size < 8 ? static_cast<std::uint8_t>(number >> (8 * size)) : std::uint8_t{0});
  }
}

/// With the checksum that the content asks for.
ByteVector summed(const ByteVector& content) {
  auto out = support::copy(e3::Bytes{content}.first(content.size() - 4));
  append(out, e3::crc32(out), 4);
  return out;
}

Error refusal(const ByteVector& content) {
  const auto parsed = e3::ReplayFormat<64>::parse(content);
  REQUIRE_FALSE(parsed);
  return parsed.error();
}

}  // namespace

TEST_CASE("the file is laid out as its comment says") {
  e3::ReceiveState<64> state{
      .generation = e3::Generation{7}, .epoch = Epoch{5}, .previous_open = true, .previous = Epoch{4}};
  static_cast<void>(state.window.accept(Counter{300}));
  static_cast<void>(state.window.accept(Counter{298}));
  static_cast<void>(state.previous_window.accept(Counter{9}));
  ByteVector expected{'E', '3', 'a', 'c', 'c', 'p', 't', 1};
  append(expected, 64, 4);
  append(expected, 1, 4);
  append(expected, 2, 1);
  append(expected, 0x0102, 2);
  append(expected, 0, 14);
  append(expected, 7, 4);
  append(expected, 1, 1);
  append(expected, 5, 4);
  append(expected, 300, 4);
  append(expected, 0b101, 8);
  append(expected, 1, 1);
  append(expected, 4, 4);
  append(expected, 9, 4);
  append(expected, 1, 8);
  append(expected, e3::crc32(expected), 4);
  CHECK(written<64>({{e3::DeviceId{support::counting<2>()}, state}}) == expected);
  STATIC_REQUIRE(e3::ReplayFormat<64>::record_size == 55);
  STATIC_REQUIRE(e3::ReplayFormat<64>::max_size == e3::ReplayFormat<64>::size(1024));
}

TEMPLATE_TEST_CASE("records are parsed back as they were written, of either kind of window", "",
                   (std::integral_constant<std::size_t, 64>), (std::integral_constant<std::size_t, 128>)) {
  constexpr std::size_t width = TestType::value;
  const auto records = some_records<width>();
  const auto parsed = e3::ReplayFormat<width>::parse(written<width>(records));
  REQUIRE(parsed);
  REQUIRE(parsed->size() == records.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    CHECK((*parsed)[i].device == records[i].device);
    CHECK((*parsed)[i].state == records[i].state);
  }
}

TEST_CASE("a store of no devices and one of the most it holds are parsed back, and one with more is refused") {
  CHECK(e3::ReplayFormat<64>::parse(written<64>({}))->empty());
  CHECK(e3::ReplayFormat<64>::parse(written<64>(many_records(1024)))->size() == 1024);
  CHECK(refusal(written<64>(many_records(1025))) == Error::store_corrupt);
}

TEST_CASE("a device that is there twice is refused") {
  auto records = many_records(3);
  records[2].device = records[0].device;
  CHECK(refusal(written<64>(records)) == Error::store_corrupt);
}

TEST_CASE("a previous epoch that is open comes before the current one") {
  auto records = many_records(1);
  records[0].state.epoch = Epoch{5};
  records[0].state.previous_open = true;
  for (const unsigned previous : {4U, 5U, 6U}) {
    CAPTURE(previous);
    records[0].state.previous = Epoch{previous};
    CHECK(e3::ReplayFormat<64>::parse(written<64>(records)).has_value() == (previous < 5));
  }
}

TEST_CASE("no content is blank, another file or another width is foreign") {
  CHECK(refusal({}) == Error::store_blank);
  CHECK(refusal(support::counting_vector(200)) == Error::store_foreign);
  CHECK(refusal(written<128>(some_records<128>())) == Error::store_foreign);
}

TEST_CASE("content that was cut anywhere, or is longer, is refused") {
  auto content = written<64>(some_records<64>());
  for (std::size_t size = 1; size < content.size(); ++size) {
    CAPTURE(size);
    CHECK(refusal({content.begin(), content.begin() + static_cast<std::ptrdiff_t>(size)}) == Error::store_corrupt);
  }
  content.push_back(0);
  CHECK(refusal(content) == Error::store_corrupt);
}

TEST_CASE("each flipped bit of the content is refused") {
  const auto content = written<64>(some_records<64>());
  for (std::size_t bit = 0; bit < 8 * content.size(); ++bit) {
    CAPTURE(bit);
    auto damaged = content;
    damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ (1U << (bit % 8)));
    REQUIRE_FALSE(e3::ReplayFormat<64>::parse(damaged));
  }
}

TEST_CASE("fields that no store writes are refused, whatever the checksum says") {
  const auto content = written<64>(some_records<64>());
  const std::size_t record = 16;
  const auto with = [&](std::size_t offset, unsigned byte) {
    auto changed = content;
    changed[record + offset] = static_cast<std::uint8_t>(byte);
    return summed(changed);
  };
  REQUIRE(e3::ReplayFormat<64>::parse(with(0, 1)));
  CHECK(refusal(with(0, 0)) == Error::store_corrupt);
  CHECK(refusal(with(0, 17)) == Error::store_corrupt);
  CHECK(refusal(with(21, 0)) == Error::store_corrupt);
  CHECK(refusal(with(21, 2)) == Error::store_corrupt);
  REQUIRE(e3::ReplayFormat<64>::parse(with(38, 1)));
  CHECK(refusal(with(16, 1)) == Error::store_corrupt);
  CHECK(refusal(with(38, 2)) == Error::store_corrupt);
}
