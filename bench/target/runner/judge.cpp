#include "judge.hpp"

namespace bench {

namespace {

constexpr double tolerance = 0.005;

}  // namespace

Verdict judge(const Json& figures, const Json& budgets) {
  Verdict verdict;
  const Json wanted = budgets_of(figures).flatten();
  const Json known = budgets.is_null() ? Json::object() : budgets.flatten();
  for (const auto& [name, figure] : wanted.items()) {
    if (!known.contains(name)) {
      verdict.beyond.push_back(name + ": " + figure.dump() + ", without a budget");
      continue;
    }
    const auto value = figure.get<double>();
    const auto budget = known.at(name).get<double>();
    const auto line = name + ": " + figure.dump() + ", budget " + known.at(name).dump();
    if (value > budget * (1 + tolerance)) {
      verdict.beyond.push_back(line);
    } else if (value < budget * (1 - tolerance)) {
      verdict.lowered.push_back(line);
    }
  }
  for (const auto& [name, budget] : known.items()) {
    if (!wanted.contains(name)) {
      verdict.beyond.push_back(name + ": a budget without a figure");
    }
  }
  return verdict;
}

Json budgets_of(const Json& figures) {
  Json flat = Json::object();
  const Json all = figures.flatten();
  for (const auto& [name, figure] : all.items()) {
    if (!name.ends_with("/cycles")) {
      flat[name] = figure;
    }
  }
  return flat.unflatten();
}

}  // namespace bench
