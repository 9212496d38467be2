#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "e3/core/address.hpp"
#include "e3/core/big_endian.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
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

  /// Writes the header so that it ends where `out` does, which has at least its size, and returns that size in bytes.
  static constexpr std::size_t write(const HeaderFields& fields, MutableBytes out) noexcept {
    // From its last byte to its first: so the sizes of the numbers are known when the control byte is written.
    std::uint8_t* const end = out.data() + out.size();
    std::uint8_t* at = end;
    std::uint32_t control = static_cast<std::uint32_t>(detail::address_code(AddressSize)) << 5;
    if (fields.boot_salt != 0) {
      at -= 4;
      store_big_endian(fields.boot_salt, at);
      control |= 1U << 4;
    }
    auto counter = static_cast<std::uint32_t>(value(fields.counter));
    *--at = static_cast<std::uint8_t>(counter);
    while ((counter >>= 8) != 0) {
      *--at = static_cast<std::uint8_t>(counter);
      control += 1U << 2;
    }
    if constexpr (AddressSize > 0) {
      at -= AddressSize;
      copy<AddressSize>(fields.address.padded().template first<AddressSize>(),
                        MutableFixedBytes<AddressSize>{at, AddressSize});
    }
    std::uint32_t epoch_size = 0;
    // No epoch takes three bytes: a fourth, 0, goes before them.
    for (auto epoch = value(fields.epoch); epoch != 0 || epoch_size == 3; epoch >>= 8) {
      *--at = static_cast<std::uint8_t>(epoch);
      ++epoch_size;
    }
    // The size is the code, but for four bytes, whose code is 3.
    *--at = static_cast<std::uint8_t>(control | (epoch_size - epoch_size / 4));
    return static_cast<std::size_t>(end - at);
  }
};

namespace detail {

/// `parse_compact` into `parsed`, whose content is meaningless after a failure. `envelope` is not empty.
#if (defined(__GNUC__) || defined(__clang__)) && !defined(__OPTIMIZE_SIZE__)
[[gnu::always_inline]]
#endif
[[nodiscard]] constexpr bool
read_compact(Bytes envelope, Parsed& parsed) noexcept {
  // All sizes follow from the first byte, so that one comparison bounds every read.
  const std::uint8_t* at = envelope.data();
  const std::uint32_t control = *at++;
  const std::size_t address_code = control >> 5;
  if (address_code >= address_sizes.size()) {
    return false;
  }
  const std::size_t epoch_code = control & 3;
  const std::size_t epoch_bytes = epoch_size(epoch_code);
  const std::size_t address_bytes = address_sizes[address_code];
  const std::size_t counter_bytes = ((control >> 2) & 3) + 1;
  const std::size_t salt_bytes = (control >> 2) & 4;
  const std::size_t header_size = 1 + epoch_bytes + address_bytes + counter_bytes + salt_bytes;
  if (envelope.size() < header_size + tag_size) {
    return false;
  }
  // Each number in its shortest form.
  const std::uint32_t epoch = load_big_endian(at, epoch_bytes);
  if (epoch_code > 0 && epoch >> (8 * (epoch_code - 1)) == 0) {
    return false;
  }
  at += epoch_bytes;
  static_cast<void>(parsed.header.address.assign({at, address_bytes}));
  at += address_bytes;
  const std::uint32_t counter = load_big_endian(at, counter_bytes);
  if (counter_bytes > 1 && counter >> (8 * (counter_bytes - 1)) == 0) {
    return false;
  }
  at += counter_bytes;
  const std::uint32_t salt = load_big_endian(at, salt_bytes);
  if (salt_bytes > 0 && salt == 0) {
    return false;
  }
  parsed.header.codec = CodecId::compact;
  parsed.header.epoch = Epoch{epoch};
  parsed.header.counter = Counter{counter};
  parsed.header.boot_salt = salt;
  parsed.header_bytes = envelope.first(header_size);
  parsed.sealed = envelope.subspan(header_size);
  return true;
}

}  // namespace detail

/// Reads a compact envelope.
///
/// Errors: `malformed` for anything a sealer does not write: address code 7, an epoch or counter not in its shortest
/// form, a boot salt of 0, missing bytes.
[[nodiscard]] constexpr Result<Parsed> parse_compact(Bytes envelope) noexcept {
  Result<Parsed> parsed{std::in_place};
  if (envelope.empty() || !detail::read_compact(envelope, *parsed)) {
    parsed = Error::malformed;
  }
  return parsed;
}

}  // namespace e3
