#include "e3/backend/portable/repeat.hpp"

#include <array>
#include <cstddef>

#include "support/catch.hpp"

namespace {

template <e3::Kernels K>
constexpr std::array<std::size_t, 5> order() {
  std::array<std::size_t, 5> seen{};
  std::size_t step = 0;
  e3::detail::repeat<K, 4>([&](std::size_t i) { seen[step++] = i + 1; });
  seen[4] = step;
  return seen;
}

}  // namespace

TEST_CASE("steps come in order, each once, written out or not") {
  constexpr std::array<std::size_t, 5> expected{1, 2, 3, 4, 4};
  STATIC_REQUIRE(order<e3::kernels_here>() == expected);
  STATIC_REQUIRE(order<e3::tiny_kernels_here>() == expected);
  CHECK(order<e3::kernels_here>() == expected);
  CHECK(order<e3::tiny_kernels_here>() == expected);
}
