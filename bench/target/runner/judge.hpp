#pragma once

#include <string>
#include <vector>

#include "json.hpp"

namespace bench {

/// What was found of figures held against their budgets.
struct Verdict {
  std::vector<std::string> beyond;   ///< more than 0.5 % above the budget, or without one
  std::vector<std::string> lowered;  ///< more than 0.5 % below: the budget is too high
};

/// Holds the figures of one target, builds of rows, against its budgets of the same shape. Cycles have none: they
/// follow from the instructions.
[[nodiscard]] Verdict judge(const Json& figures, const Json& budgets);

/// The figures that have budgets, as budgets.
[[nodiscard]] Json budgets_of(const Json& figures);

}  // namespace bench
