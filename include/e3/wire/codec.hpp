#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/commitment.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/epoch.hpp"
#include "e3/wire/header.hpp"

namespace e3 {

/// Writes the header of one kind of envelope: `Standard<...>` or `Compact<...>`. The wire format has no others.
template <class C>
concept HeaderCodec =
    requires(const HeaderFields& fields, Epoch epoch, Counter counter, std::uint32_t boot_salt, MutableBytes out) {
      { C::max_header_size } -> std::convertible_to<std::size_t>;
      { C::address_size } -> std::convertible_to<std::size_t>;
      { C::commitment } -> std::convertible_to<Commitment>;
      { C::header_size(epoch, counter, boot_salt) } noexcept -> std::same_as<std::size_t>;
      { C::write(fields, out) } noexcept -> std::same_as<std::size_t>;
    };

/// Says so if `C` is no codec. Always true where it compiles.
template <class C>
consteval bool explain_codec() noexcept {
  constexpr bool is_codec = HeaderCodec<C>;
  static_assert(is_codec, "e3: a profile's codec is e3::Standard<id size> or e3::Compact<address size>");
  return true;
}

}  // namespace e3
