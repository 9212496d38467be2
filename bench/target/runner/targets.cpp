#include "targets.hpp"

#include <algorithm>
#include <stdexcept>

namespace bench {

const Target& target_of(std::string_view name) {
  const auto* const found =
      std::find_if(targets.begin(), targets.end(), [&](const Target& target) { return target.name == name; });
  if (found == targets.end()) {
    throw std::runtime_error{"there is no target " + std::string{name}};
  }
  return *found;
}

}  // namespace bench
