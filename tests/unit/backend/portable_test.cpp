#include "e3/backend/portable.hpp"

#include <string>
#include <vector>

#include "e3/testing/backend_conformance.hpp"
#include "portable/machines.hpp"
#include "support/catch.hpp"

using Compact = e3::BasicPortable<[] {
  auto kernels = machines::narrow_tiny;
  kernels.round_keys = e3::RoundKeys::compact;
  return kernels;
}()>;

TEMPLATE_TEST_CASE("the portable backend is a backend: its answers, keys and envelopes are the known ones", "",
                   e3::Portable, e3::PortableTiny, Compact) {
  std::vector<std::string> found;
  e3::testing::BackendConformance<TestType> kit;
  const auto report = [&](const char* sentence) { found.emplace_back(sentence); };
  CHECK(kit.template run<e3::Suite::aes_256_gcm>(report));
  CHECK(kit.template run<e3::Suite::chacha20_poly1305>(report));
  CHECK(found == std::vector<std::string>{});
}

TEST_CASE("both suites of the portable backend are constant-time") {
  STATIC_REQUIRE(e3::Portable::Aead<e3::Suite::aes_256_gcm>::constant_time);
  STATIC_REQUIRE(e3::Portable::Aead<e3::Suite::chacha20_poly1305>::constant_time);
}
