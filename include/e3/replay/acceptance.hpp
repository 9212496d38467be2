#pragma once

#include "e3/replay/gap.hpp"      // IWYU pragma: export
#include "e3/replay/verdict.hpp"  // IWYU pragma: export

namespace e3 {

/// The outcome of one `accept` of a replay window.
struct Acceptance {
  Verdict verdict = Verdict::unknown;
  Gap gap{};  ///< meaningful if accepted
};

}  // namespace e3
