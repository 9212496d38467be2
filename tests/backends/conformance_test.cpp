#include <memory>
#include <string>
#include <vector>

#include "e3/core/suite.hpp"
#include "e3/profile/any_aead.hpp"
#include "e3/testing/aead_conformance.hpp"
#include "e3/testing/backend_conformance.hpp"
#include "rows.hpp"
#include "support/catch.hpp"

// The conformance kit on every backend, as a backend's author runs it.

namespace {

/// What the kit finds wrong with `A`.
template <class A, std::size_t MaxPayload = 4096>
std::vector<std::string> findings(e3::Suite suite) {
  std::vector<std::string> found;
  const auto kit = std::make_unique<e3::testing::AeadConformance<A, MaxPayload>>();
  const bool good = kit->run(suite, [&](const char* sentence) { found.emplace_back(sentence); });
  CHECK(good == found.empty());
  return found;
}

using None = std::vector<std::string>;

}  // namespace

TEMPLATE_LIST_TEST_CASE("every backend conforms, for each suite", "", backends::Rows) {
  using Backend = typename TestType::Backend;
  CAPTURE(TestType::name);
  if (backends::has_aes_here<Backend>()) {
    CHECK(findings<typename Backend::template Aead<e3::Suite::aes_256_gcm>>(e3::Suite::aes_256_gcm) == None{});
  }
  CHECK(findings<typename Backend::template Aead<e3::Suite::chacha20_poly1305>>(e3::Suite::chacha20_poly1305) ==
        None{});
}

TEMPLATE_LIST_TEST_CASE("every backend conforms behind the AEAD of both suites", "", backends::Rows) {
  using Backend = typename TestType::Backend;
  CAPTURE(TestType::name);
  if (backends::has_aes_here<Backend>()) {
    CHECK(findings<e3::AnyAead<Backend>>(e3::Suite::aes_256_gcm) == None{});
  }
  CHECK(findings<e3::AnyAead<Backend>>(e3::Suite::chacha20_poly1305) == None{});
}

TEMPLATE_LIST_TEST_CASE("every backend takes the largest payload of a profile", "", backends::Rows) {
  using Backend = typename TestType::Backend;
  CAPTURE(TestType::name);
  if (backends::has_aes_here<Backend>()) {
    CHECK(findings<typename Backend::template Aead<e3::Suite::aes_256_gcm>, 65536>(e3::Suite::aes_256_gcm) == None{});
  }
  CHECK(findings<typename Backend::template Aead<e3::Suite::chacha20_poly1305>, 65536>(e3::Suite::chacha20_poly1305) ==
        None{});
}

TEMPLATE_LIST_TEST_CASE(
    "every backend gives the known outputs, keys and envelopes, and leaves nothing of a refused one", "",
    backends::Rows) {
  std::vector<std::string> found;
  const auto report = [&](const char* sentence) { found.emplace_back(sentence); };
  const auto kit = std::make_unique<e3::testing::BackendConformance<typename TestType::Backend>>();
  CAPTURE(TestType::name);
  if (backends::has_aes_here<typename TestType::Backend>()) {
    CHECK(kit->template run<e3::Suite::aes_256_gcm>(report));
  }
  CHECK(kit->template run<e3::Suite::chacha20_poly1305>(report));
  CHECK(found == None{});
}
