#include "e3/backend/portable/kernels.hpp"

#include <type_traits>

#include "support/catch.hpp"

namespace {

template <e3::Kernels>
struct Kernel {};

}  // namespace

TEST_CASE("the multiplier is the widest whose time does not depend on operands") {
#if defined(__x86_64__) || defined(__aarch64__) || defined(__s390x__)
  STATIC_REQUIRE(e3::kernels_here.multiplier == e3::Multiplier::double_wide);
#elif defined(__i386__) || defined(__arm__)
  STATIC_REQUIRE(e3::kernels_here.multiplier == e3::Multiplier::wide);
#endif
  // Cortex-M is asked for in the images of bench/target.
}

TEST_CASE("the tiny build differs in the build alone") {
  e3::Kernels tiny = e3::kernels_here;
  CHECK(tiny.build == e3::Build::fast);
  tiny.build = e3::Build::tiny;
  CHECK(tiny == e3::tiny_kernels_here);
}

TEST_CASE("other kernels are another type") {
  STATIC_REQUIRE_FALSE(std::is_same_v<Kernel<e3::kernels_here>, Kernel<e3::tiny_kernels_here>>);
}

TEST_CASE("a member is overridden by name") {
  constexpr e3::Kernels mine = [] {
    auto kernels = e3::kernels_here;
    kernels.multiplier = e3::Multiplier::narrow;
    return kernels;
  }();
  STATIC_REQUIRE(mine.multiplier == e3::Multiplier::narrow);
  STATIC_REQUIRE(mine.build == e3::kernels_here.build);
}
