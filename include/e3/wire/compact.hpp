#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "e3/core/address.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/reader.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/core/writer.hpp"
#include "e3/wire/header.hpp"

// Implementation notes
//
// The control byte is `ddd s cc ee`: address size code, salt follows, counter size - 1, epoch size code. Then epoch,
// address, counter and salt. Code ddd = 7 is never compact, so that 0xE3 can start a standard envelope.
//
// Device ID of 8 bytes (code 5), epoch 0, counter 300: 1 + 0 + 8 + 2 = 11 bytes of header (first byte 0xA4), which with
// the tag makes 27 bytes over the payload.

namespace e3 {

namespace detail {

inline constexpr std::array<std::uint8_t, 7> address_sizes{0, 1, 2, 4, 6, 8, 16};

constexpr std::size_t address_code(std::size_t size) noexcept {
  for (std::size_t code = 0; code < address_sizes.size(); ++code) {
    if (address_sizes[code] == size) {
      return code;
    }
  }
  return address_sizes.size();
}

/// Bytes of the shortest form of `number`: 1 to 4.
constexpr std::size_t shortest_size(std::uint32_t number) noexcept {
  std::size_t size = 1;
  while ((number >>= 8) != 0) {
    ++size;
  }
  return size;
}

constexpr std::size_t epoch_size(std::size_t code) noexcept { return code < 3 ? code : 4; }

constexpr std::size_t epoch_code(Epoch epoch) noexcept {
  const std::size_t size = shortest_size(value(epoch));
  return value(epoch) == 0 ? 0 : size < 3 ? size : 3;
}

constexpr std::size_t counter_bytes(Counter counter) noexcept {
  return shortest_size(static_cast<std::uint32_t>(value(counter)));
}

}  // namespace detail

/// The compact envelope for addresses of `AddressSize` bytes: a device ID, an alias, or none where the transport tells.
///
/// Overhead over the payload: 18 to 25 bytes and the address, 4 more with a boot salt. It carries no key commitment:
/// where one party may know two devices' keys, use `Standard` with `Commitment::required`.
template <std::size_t AddressSize>
struct Compact {
  static_assert(detail::address_code(AddressSize) < detail::address_sizes.size(),
                "e3: a compact envelope's address has 0, 1, 2, 4, 6, 8 or 16 bytes");

  static constexpr CodecId codec = CodecId::compact;
  static constexpr Commitment commitment = Commitment::absent;
  static constexpr std::size_t address_size = AddressSize;  ///< in bytes
  /// Bytes of the largest header, at the largest epoch and counter and with a boot salt.
  static constexpr std::size_t max_header_size = 1 + 4 + AddressSize + 4 + 4;

  /// Bytes of the header of a message with these fields; a boot salt of 0 is none.
  [[nodiscard]] static constexpr std::size_t header_size(Epoch epoch, Counter counter,
                                                         std::uint32_t boot_salt) noexcept {
    return 1 + detail::epoch_size(detail::epoch_code(epoch)) + AddressSize + detail::counter_bytes(counter) +
           (boot_salt != 0 ? 4U : 0U);
  }

  /// Writes the header to the start of `out`, which has at least its size, and returns that size in bytes.
  static constexpr std::size_t write(const HeaderFields& fields, MutableBytes out) noexcept {
    const std::size_t epoch_code = detail::epoch_code(fields.epoch);
    const std::size_t counter_size = detail::counter_bytes(fields.counter);
    const std::size_t control = detail::address_code(AddressSize) << 5 | (fields.boot_salt != 0 ? 1U : 0U) << 4 |
                                (counter_size - 1) << 2 | epoch_code;
    Writer writer{out};
    writer.number(static_cast<std::uint32_t>(control), 1);
    writer.number(value(fields.epoch), detail::epoch_size(epoch_code));
    writer.put(fields.address.bytes());
    writer.number(static_cast<std::uint32_t>(value(fields.counter)), counter_size);
    if (fields.boot_salt != 0) {
      writer.number(fields.boot_salt, 4);
    }
    return writer.written().size();
  }
};

/// Reads a compact envelope.
///
/// Errors: `malformed` for anything a sealer does not write: address code 7, an epoch or counter not in its shortest
/// form, a boot salt of 0, missing bytes.
[[nodiscard]] constexpr Result<Parsed> parse_compact(Bytes envelope) noexcept {
  Result<Parsed> result{std::in_place};
  Parsed& parsed = *result;
  UnverifiedHeader& header = parsed.header;
  Reader reader{envelope};
  header.codec = CodecId::compact;
  const auto control = reader.number(1);
  const std::size_t address_code = control >> 5;
  const bool salted = (control & 0x10) != 0;
  const std::size_t counter_code = (control >> 2) & 3;
  const std::size_t epoch_code = control & 3;
  if (address_code < detail::address_sizes.size()) {
    const auto epoch = reader.number(detail::epoch_size(epoch_code));
    auto addressed = header.address.assign(reader.take(detail::address_sizes[address_code]));
    const auto counter = reader.number(counter_code + 1);
    header.epoch = Epoch{epoch};
    header.counter = Counter{counter};
    header.boot_salt = salted ? reader.number(4) : 0;
    const bool shortest = (epoch_code == 0 || epoch >> (8 * (epoch_code - 1)) != 0) &&
                          (counter_code == 0 || counter >> (8 * counter_code) != 0) &&
                          salted == (header.boot_salt != 0);
    if (!reader.failed() && shortest && addressed && reader.rest().size() >= tag_size) {
      parsed.header_bytes = envelope.first(reader.position());
      parsed.sealed = reader.rest();
      return result;
    }
  }
  result = Error::malformed;
  return result;
}

}  // namespace e3
