#pragma once

#include "e3/replay/gap.hpp"
#include "e3/replay/verdict.hpp"

namespace e3 {

/// The outcome of one `accept` of a replay window.
struct Acceptance {
  Verdict verdict = Verdict::unknown;
  Gap gap{};  ///< meaningful if accepted
};

}  // namespace e3
