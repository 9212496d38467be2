#pragma once

#include <array>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/contract.hpp"
#include "e3/crypto/aead.hpp"

namespace e3 {

/// Room for associated data as one span.
using AadBuffer = std::array<std::uint8_t, max_aad_size>;

/// `aad` as the one span that many libraries want, joined in `buffer` if need be; traps beyond `max_aad_size`. The
/// result points into `aad` or `buffer`.
inline Bytes joined(const Aad& aad, AadBuffer& buffer) noexcept {
  if (aad.extra.empty()) {
    return aad.header;
  }
  expects(aad.header.size() <= max_aad_size && aad.extra.size() <= max_aad_size - aad.header.size());
  copy_short(aad.header, buffer);
  copy_short(aad.extra, MutableBytes{buffer}.subspan(aad.header.size()));
  return {buffer.data(), aad.header.size() + aad.extra.size()};
}

}  // namespace e3
