#include "e3/core/device_id.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "support/byte_arrays.hpp"
#include "support/catch.hpp"

using e3::DeviceId;

TEST_CASE("a device ID keeps 1 to 16 bytes as they are") {
  constexpr auto source = support::counting<16>();
  for (std::size_t size = 1; size <= DeviceId::max_size; ++size) {
    const e3::Bytes bytes = e3::Bytes{source}.first(size);
    const auto device = DeviceId::from(bytes);
    REQUIRE(device);
    CHECK(device->size() == size);
    CHECK(support::same(device->bytes(), bytes));
    CHECK(device->address() == *e3::Address::from(bytes));
  }
}

TEST_CASE("a device ID of 0 or 17 bytes is refused, at run time and by the compiler") {
  CHECK(DeviceId::from({}).error() == e3::Error::address_size_invalid);
  CHECK(DeviceId::from(support::counting<17>()).error() == e3::Error::address_size_invalid);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<DeviceId, std::array<std::uint8_t, 0>>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<DeviceId, std::array<std::uint8_t, 17>>);
  STATIC_REQUIRE_FALSE(std::is_default_constructible_v<DeviceId>);
}

TEST_CASE("device IDs are equal if size and bytes are") {
  CHECK(DeviceId{support::counting<8>()} == DeviceId{support::counting<8>()});
  CHECK_FALSE(DeviceId{support::counting<8>()} == DeviceId{support::counting<8>(2)});
  CHECK_FALSE(DeviceId{std::array<std::uint8_t, 2>{1, 0}} == DeviceId{std::array<std::uint8_t, 1>{1}});
}
