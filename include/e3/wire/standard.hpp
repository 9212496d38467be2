#pragma once

#include <cstddef>
#include <cstdint>

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

  /// Writes the header so that it ends where `out` does, which has at least its size, and returns that size in bytes.
  static constexpr std::size_t write(const HeaderFields& fields, MutableBytes out) noexcept {
    const auto header = out.template last<max_header_size>();
    header[0] = detail::standard_first_byte;
    header[1] = static_cast<std::uint8_t>(wire_version << 4 | static_cast<unsigned>(fields.suite));
    header[2] = Policy == Commitment::required ? detail::commitment_flag : 0;
    header[3] = static_cast<std::uint8_t>(IdSize);
    store_big_endian(value(fields.epoch), &header[4]);
    store_big_endian(0, &header[8]);
    store_big_endian(static_cast<std::uint32_t>(value(fields.counter)), &header[12]);
    copy<nonce_size>(fields.nonce, header.template subspan<16, nonce_size>());
    copy<IdSize>(fields.address.padded().template first<IdSize>(),
                 header.template subspan<detail::standard_fixed_size, IdSize>());
    if constexpr (Policy == Commitment::required) {
      copy<commitment_size>(fields.commitment, header.template last<commitment_size>());
    }
    return max_header_size;
  }
};

namespace detail {

/// `parse_standard` into `parsed`, whose content is meaningless after an error.
[[nodiscard]] constexpr Result<void> read_standard(Bytes envelope, Parsed& parsed) noexcept {
  const std::uint8_t* const bytes = envelope.data();
  if (envelope.size() >= 2 && bytes[1] >> 4 != wire_version) {
    return Error::version_unknown;
  }
  if (envelope.size() < standard_fixed_size) {
    return Error::malformed;
  }
  UnverifiedHeader& header = parsed.header;
  // All sizes follow from the first bytes, so that one comparison bounds every read.
  const Suite suite{static_cast<std::uint8_t>(bytes[1] & 0x0F)};
  const std::uint8_t flags = bytes[2];
  const std::size_t id_size = bytes[3];
  const std::size_t header_size = standard_fixed_size + id_size + (flags == commitment_flag ? commitment_size : 0);
  const bool suite_known = suite == Suite::aes_256_gcm || suite == Suite::chacha20_poly1305;
  if (bytes[0] != standard_first_byte || !suite_known || flags > commitment_flag || id_size == 0 ||
      load_big_endian(bytes + 8) != 0 || envelope.size() < header_size + tag_size ||
      !header.address.assign({bytes + standard_fixed_size, id_size})) {
    return Error::malformed;
  }
  header.codec = CodecId::standard;
  header.suite = suite;
  header.epoch = Epoch{load_big_endian(bytes + 4)};
  header.counter = Counter{load_big_endian(bytes + 12)};
  copy<nonce_size>(envelope.subspan<16, nonce_size>(), header.nonce.emplace());
  parsed.header_bytes = envelope.first(header_size);
  parsed.sealed = envelope.subspan(header_size);
  if (flags == commitment_flag) {
    copy<commitment_size>(parsed.header_bytes.last<commitment_size>(), header.commitment.emplace());
  }
  return {};
}

}  // namespace detail

/// Reads a standard envelope, whose first byte the caller has seen to be 0xE3.
///
/// Errors: `version_unknown` for a version other than 1, whatever follows it; `malformed` for anything else that a
/// version 1 sealer does not write: an unknown suite or flag, an ID size of 0 or above 16, a counter of 2^32 or more,
/// missing bytes.
[[nodiscard]] constexpr Result<Parsed> parse_standard(Bytes envelope) noexcept {
  return Result<Parsed>{detail::MakeIf{},
                        [&](Parsed& parsed) noexcept { return detail::read_standard(envelope, parsed); }};
}

}  // namespace e3
