#pragma once

#include <cstdint>
#include <optional>

#include "e3/core/address.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/nonce.hpp"
#include "e3/core/suite.hpp"

namespace e3 {

/// The version of the wire format that this library reads and writes.
inline constexpr std::uint8_t wire_version = 1;

/// The two kinds of envelope. The first byte tells them apart.
enum class CodecId : std::uint8_t {
  standard,  ///< every field explicit, for any language to open
  compact,   ///< the fewest bytes, for radio
};

/// What an envelope says about itself before anyone checked it: a claim of whoever sent these bytes, not a fact.
///
/// A gateway routes and limits by it. Nothing that needs a `Header` accepts it.
struct UnverifiedHeader {
  CodecId codec{};
  std::optional<Suite> suite;  ///< standard envelopes only; a compact one leaves it to the key
  Epoch epoch{};
  Counter counter{};                          ///< below 2^32
  Address address;                            ///< a device ID or an alias; empty where the transport tells
  std::uint32_t boot_salt = 0;                ///< compact envelopes only; 0 is none
  std::optional<Nonce> nonce;                 ///< standard envelopes only
  std::optional<CommitmentValue> commitment;  ///< standard envelopes only
};

/// A parsed envelope: its header, and where its parts lie in the bytes that were parsed.
struct Parsed {
  UnverifiedHeader header;
  Bytes header_bytes;  ///< exactly as received: these are authenticated
  Bytes sealed;        ///< ciphertext and tag, 16 bytes or more
};

/// What a codec writes into a header. It refers to address, nonce and commitment, which must outlive it.
struct HeaderFields {
  Suite suite;
  Epoch epoch;
  Counter counter;
  const Address& address;
  std::uint32_t boot_salt;
  const Nonce& nonce;
  const CommitmentValue& commitment;
};

}  // namespace e3
