#pragma once

#include <cstdint>
#include <type_traits>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/wire/compact.hpp"
#include "e3/wire/header.hpp"
#include "e3/wire/standard.hpp"

namespace e3 {

/// Which kinds of envelope a receiver reads. A device narrows it to what its cloud sends and saves the other's code.
enum class Codecs : std::uint8_t { standard = 1, compact = 2, both = 3 };

namespace detail {

/// A `Parsed` that is not cleared as a whole first, since its constructor is no constant expression.
struct UnclearedParsed : Parsed {
  UnclearedParsed() noexcept {}
};

/// Where a receiver parses to. Clearing costs a host 11 instructions more, and a Cortex-M0+ 36 bytes less, so it is
/// done where compact envelopes alone are read.
template <Codecs Accepted>
using ParsedRoom = std::conditional_t<Accepted == Codecs::compact, Parsed, UnclearedParsed>;

/// `parse` into `parsed`, fresh before and meaningless after an error: a result would be filled with zeros first.
template <Codecs Accepted>
#if (defined(__GNUC__) || defined(__clang__)) && !defined(__OPTIMIZE_SIZE__)
[[gnu::always_inline]]
#endif
[[nodiscard]] constexpr Result<void>
read(Bytes envelope, Parsed& parsed) noexcept {
  if (envelope.empty()) {
    return Error::malformed;
  }
  if (envelope[0] == standard_first_byte) {
    if constexpr (Accepted != Codecs::compact) {
      return read_standard(envelope, parsed);
    }
  } else {
    if constexpr (Accepted != Codecs::standard) {
      return read_compact(envelope, parsed) ? Result<void>{} : Error::malformed;
    }
  }
  return Error::codec_refused;
}

}  // namespace detail

/// Reads an envelope of either kind, without a key: what it returns is a claim.
///
/// One value has one encoding, and every other is refused. Reads each byte of the header once, allocates nothing; the
/// result points into `envelope`. Errors: `malformed`, `version_unknown`; `codec_refused` for a kind not in `Accepted`.
template <Codecs Accepted = Codecs::both>
[[nodiscard]] constexpr Result<Parsed> parse(Bytes envelope) noexcept {
  return Result<Parsed>{detail::MakeIf{},
                        [&](Parsed& parsed) noexcept { return detail::read<Accepted>(envelope, parsed); }};
}

/// What a gateway may see: the header of an envelope, unverified, with no key and no state.
///
/// Errors: `malformed`, `version_unknown`: bytes that no receiver would open, which a gateway may drop.
[[nodiscard]] constexpr Result<UnverifiedHeader> peek(Bytes envelope) noexcept {
  Parsed parsed;
  if (auto done = detail::read<Codecs::both>(envelope, parsed); !done) {
    return done.error();
  }
  return parsed.header;
}

}  // namespace e3
