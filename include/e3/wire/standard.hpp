#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

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
//   0  1  0xE3                          8  8  replay counter, its high four bytes 0
//   1  1  version (high), suite (low)  16 12  nonce
//   2  1  flags                        28  k  device ID, k = 1..16
//   3  1  device ID size              28+k 32  key commitment, if flag bit 0 is set
//   4  4  key epoch                    ..  n  ciphertext, then the 16-byte tag
//
// With an 8-byte ID the header is 36 bytes and the whole envelope 52 bytes longer than its payload.

namespace e3 {

namespace detail {

inline constexpr std::uint8_t standard_first_byte = 0xE3;
inline constexpr std::uint8_t commitment_flag = 0x01;
inline constexpr std::size_t standard_fixed_size = 28;

template <std::size_t N>
constexpr std::array<std::uint8_t, N> take_array(Reader& reader) noexcept {
  std::array<std::uint8_t, N> result{};
  const Bytes taken = reader.take(N);
  for (std::size_t i = 0; i < taken.size(); ++i) {
    result[i] = taken[i];
  }
  return result;
}

}  // namespace detail

/// The standard envelope for device IDs of `IdSize` bytes, with or without the 32-byte key commitment.
///
/// Overhead over the payload: 44 + `IdSize` bytes, 32 more with the commitment.
template <std::size_t IdSize, Commitment Policy = Commitment::absent>
struct Standard {
  static_assert(IdSize >= 1 && IdSize <= Address::max_size, "e3: a device ID has 1 to 16 bytes");

  static constexpr CodecId codec = CodecId::standard;
  static constexpr Commitment commitment = Policy;
  static constexpr std::size_t address_size = IdSize;  ///< in bytes
  /// Bytes of the header; it is the same for every counter and epoch.
  static constexpr std::size_t max_header_size =
      detail::standard_fixed_size + IdSize + (Policy == Commitment::required ? commitment_size : 0);

  /// Bytes of the header of a message with these fields.
  [[nodiscard]] static constexpr std::size_t header_size(Epoch, Counter, std::uint32_t) noexcept {
    return max_header_size;
  }

  /// Writes the header to the start of `out`, which has at least its size, and returns that size in bytes.
  static constexpr std::size_t write(const HeaderFields& fields, MutableBytes out) noexcept {
    Writer writer{out};
    writer.number(detail::standard_first_byte, 1);
    writer.number(static_cast<std::uint32_t>(wire_version << 4) | static_cast<std::uint32_t>(fields.suite), 1);
    writer.number(Policy == Commitment::required ? detail::commitment_flag : 0, 1);
    writer.number(static_cast<std::uint32_t>(IdSize), 1);
    writer.number(value(fields.epoch), 4);
    writer.number(0, 4);
    writer.number(static_cast<std::uint32_t>(value(fields.counter)), 4);
    writer.put(fields.nonce);
    writer.put(fields.address.bytes());
    if constexpr (Policy == Commitment::required) {
      writer.put(fields.commitment);
    }
    return max_header_size;
  }
};

/// Reads a standard envelope, whose first byte the caller has seen to be 0xE3.
///
/// Errors: `version_unknown` for a version other than 1, whatever follows it; `malformed` for anything else that a version
/// 1 sealer does not write: an unknown suite or flag, an ID size of 0 or above 16, a counter of 2^32 or more, missing bytes.
[[nodiscard]] constexpr Result<Parsed> parse_standard(Bytes envelope) noexcept {
  Reader reader{envelope};
  Parsed parsed;
  UnverifiedHeader& header = parsed.header;
  header.codec = CodecId::standard;
  const auto first = reader.number(1);
  const auto version_and_suite = reader.number(1);
  if (!reader.failed() && version_and_suite >> 4 != wire_version) {
    return Error::version_unknown;
  }
  const auto flags = reader.number(1);
  const auto id_size = reader.number(1);
  header.epoch = Epoch{reader.number(4)};
  const auto counter_high = reader.number(4);
  header.counter = Counter{reader.number(4)};
  header.nonce = detail::take_array<nonce_size>(reader);
  const auto address = Address::from(reader.take(id_size));
  if (flags == detail::commitment_flag) {
    header.commitment = detail::take_array<commitment_size>(reader);
  }
  if (reader.failed() || first != detail::standard_first_byte) {
    return Error::malformed;
  }
  header.suite = Suite{static_cast<std::uint8_t>(version_and_suite & 0x0F)};
  const bool suite_known = header.suite == Suite::aes_256_gcm || header.suite == Suite::chacha20_poly1305;
  if (!suite_known || flags > detail::commitment_flag || id_size == 0 || !address || counter_high != 0 ||
      reader.rest().size() < tag_size) {
    return Error::malformed;
  }
  header.address = *address;
  parsed.header_bytes = envelope.first(reader.position());
  parsed.sealed = reader.rest();
  return parsed;
}

}  // namespace e3
