#pragma once

#include <span>

#include "e3/core/result.hpp"
#include "e3/replay/claim.hpp"

namespace e3::unsafe {

/// Accepts every authentic envelope, also a replayed one: for decoding a capture offline, never for acting on a
/// message. Satisfies `ReplayAuthority`.
class AcceptAnyReplay {
 public:
  /// Accepts all claims and remembers nothing.
  [[nodiscard]] Result<void> try_accept(std::span<Claim> claims) noexcept {
    for (auto& claim : claims) {
      claim.verdict = Verdict::accepted;
    }
    return {};
  }
};

}  // namespace e3::unsafe
