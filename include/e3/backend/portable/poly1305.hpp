#pragma once

#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/poly1305/double_wide.hpp"
#include "e3/backend/portable/poly1305/narrow.hpp"
#include "e3/backend/portable/poly1305/wide.hpp"

namespace e3::detail {

template <Kernels K>
struct Poly1305Of {
  using type = Poly1305Wide<K>;
};
template <Kernels K>
  requires(K.multiplier == Multiplier::narrow)
struct Poly1305Of<K> {
  using type = Poly1305Narrow<K>;
};
template <Kernels K>
  requires(K.multiplier == Multiplier::double_wide)
struct Poly1305Of<K> {
  using type = Poly1305DoubleWide<K>;
};

/// Poly1305 (RFC 8439, section 2.5) by the multiplier of `K`: `start` with a one-time key of eight words, then one
/// `block` per 16 bytes as four little-endian words, then `finish`, which gives the tag as four words. All blocks are
/// whole, as an AEAD pads them.
template <Kernels K>
using Poly1305 = typename Poly1305Of<K>::type;

}  // namespace e3::detail
