#pragma once

#include <concepts>
#include <span>

#include "e3/core/result.hpp"
#include "e3/replay/claim.hpp"

namespace e3 {

/// The durable judge of which envelopes were accepted. A cache is never one.
///
/// `try_accept(claims)` sets every claim's verdict and gap, in order, and is one durable step: when it returns success,
/// all accepted claims of the span are on stable storage; when it returns an error, none was accepted and all can be
/// presented again. Two servers that race on one envelope are told `accepted` once.
template <class A>
concept ReplayAuthority = requires(A authority, std::span<Claim> claims) {
  { authority.try_accept(claims) } noexcept -> std::same_as<Result<void>>;
};

/// Names the requirement that `A` misses. Always true where it compiles.
template <class A>
consteval bool explain_replay_authority() noexcept {
  constexpr bool has_try_accept = ReplayAuthority<A>;
  static_assert(has_try_accept, "e3: a ReplayAuthority needs `Result<void> try_accept(std::span<Claim>) noexcept`");
  return true;
}

}  // namespace e3
