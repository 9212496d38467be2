#pragma once

#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/wire/compact.hpp"
#include "e3/wire/header.hpp"
#include "e3/wire/standard.hpp"

namespace e3 {

/// Which kinds of envelope a receiver reads. A device narrows it to what its cloud sends and saves the other's code.
enum class Codecs : std::uint8_t { standard = 1, compact = 2, both = 3 };

/// Reads an envelope of either kind, without a key: what it returns is a claim.
///
/// One value has one encoding, and every other is refused. Reads each byte of the header once, allocates nothing; the
/// result points into `envelope`. Errors: `malformed`, `version_unknown`; `codec_refused` for a kind not in `Accepted`.
template <Codecs Accepted = Codecs::both>
[[nodiscard]] constexpr Result<Parsed> parse(Bytes envelope) noexcept {
  const bool standard = !envelope.empty() && envelope[0] == detail::standard_first_byte;
  if (standard) {
    if constexpr (Accepted != Codecs::compact) {
      return parse_standard(envelope);
    }
  } else {
    if constexpr (Accepted != Codecs::standard) {
      return parse_compact(envelope);
    }
  }
  return Error::codec_refused;
}

/// What a gateway may see: the header of an envelope, unverified, with no key and no state.
///
/// Errors: `malformed`, `version_unknown`: bytes that no receiver would open, which a gateway may drop.
[[nodiscard]] constexpr Result<UnverifiedHeader> peek(Bytes envelope) noexcept {
  const auto parsed = parse(envelope);
  if (!parsed) {
    return parsed.error();
  }
  return parsed->header;
}

}  // namespace e3
