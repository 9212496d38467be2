#include "e3/backend/openssl.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "e3/e3.hpp"
#include "e3/unsafe/variable_time.hpp"
#include "play.hpp"
#include "support/catch.hpp"

// What is OpenSSL's own: its error queue, its contexts, and processors without AES instructions.

namespace {

constexpr std::array<std::uint8_t, e3::key_size> key{1, 2, 3};
constexpr std::array<std::uint8_t, e3::nonce_size> nonce{};

template <e3::Suite S>
void leaves_no_error() {
  ERR_clear_error();
  typename e3::OpenSsl::template Aead<S> aead;
  REQUIRE(aead.rekey(S, key));
  std::array<std::uint8_t, e3::tag_size> sealed{};
  REQUIRE(aead.seal(nonce, {}, {}, sealed));
  sealed[0] ^= 1;
  REQUIRE_FALSE(aead.open(nonce, {}, sealed, {}));
  CHECK(ERR_peek_error() == 0);
  // What the application had there, it keeps where nothing failed.
  ERR_put_error(ERR_LIB_USER, 0, 77, "application.c", 1);
  REQUIRE(aead.seal(nonce, {}, {}, sealed));
  REQUIRE(aead.open(nonce, {}, sealed, {}));
  CHECK(ERR_GET_REASON(ERR_get_error()) == 77);
}

constexpr int ran_to_its_end = 42;

/// Runs this program's test `name` alone, in a process with `variable` set, and returns how it ended. Such a test requires
/// all that it looks at and ends its process with `ran_to_its_end`: a name that matches nothing gives another code.
int run_alone(const std::string& name, const char* variable, const char* value) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::setenv(variable, value, 1);
    ::execl("/proc/self/exe", "e3_backend_tests", name.c_str(), static_cast<char*>(nullptr));
    std::_Exit(99);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

TEST_CASE("no error of ours is left on OpenSSL's queue, where the application's own TLS would find it") {
  leaves_no_error<e3::Suite::aes_256_gcm>();
  leaves_no_error<e3::Suite::chacha20_poly1305>();
}

TEST_CASE("OpenSSL's software AES is no constant-time backend by itself") {
  STATIC_REQUIRE(e3::OpenSsl::Aead<e3::Suite::aes_256_gcm>::constant_time);
  STATIC_REQUIRE(e3::OpenSsl::Aead<e3::Suite::chacha20_poly1305>::constant_time);
  STATIC_REQUIRE_FALSE(e3::OpenSslSoftware::Aead<e3::Suite::aes_256_gcm>::constant_time);
  STATIC_REQUIRE(e3::OpenSslSoftware::Aead<e3::Suite::chacha20_poly1305>::constant_time);
}

TEST_CASE("an algorithm that no provider has is an error, and is taken once a provider has it") {
  if (std::getenv("E3_TEST_PROVIDERS") == nullptr) {
    CHECK(run_alone("an algorithm that no provider has is an error*", "E3_TEST_PROVIDERS", "none") == ran_to_its_end);
    return;
  }
  REQUIRE(EVP_set_default_properties(nullptr, "provider=none") == 1);
  e3::OpenSsl::Aead<e3::Suite::chacha20_poly1305> aead;
  const auto refused = aead.rekey(e3::Suite::chacha20_poly1305, key);
  REQUIRE_FALSE(refused);
  REQUIRE(refused.error() == e3::Error::backend_failed);
  REQUIRE_FALSE(e3::OpenSsl::Kdf::extract({}, key));
  REQUIRE(ERR_peek_error() == 0);
  REQUIRE(EVP_set_default_properties(nullptr, "") == 1);
  REQUIRE(aead.rekey(e3::Suite::chacha20_poly1305, key));
  REQUIRE(e3::OpenSsl::Kdf::extract({}, key));
  std::_Exit(ran_to_its_end);
}

#if defined(__x86_64__)
TEST_CASE(
    "without AES instructions OpenSSL's AES-256-GCM is refused, with a sentence, and runs where asked for by name") {
  if (std::getenv("OPENSSL_ia32cap") == nullptr) {
    // AES-NI (bit 57) and PCLMULQDQ (bit 33) off.
    CHECK(run_alone("without AES instructions OpenSSL's AES-256-GCM is refused*", "OPENSSL_ia32cap",
                    "~0x200000200000000") == ran_to_its_end);
    return;
  }
  e3::OpenSsl::Aead<e3::Suite::aes_256_gcm> aead;
  const auto done = aead.rekey(e3::Suite::aes_256_gcm, key);
  REQUIRE_FALSE(done);
  REQUIRE(done.error() == e3::Error::hardware_missing);
  REQUIRE(std::string{e3::to_string(done.error())}.find("lacks the AES instructions") != std::string::npos);
  e3::OpenSsl::Aead<e3::Suite::chacha20_poly1305> chacha;
  REQUIRE(chacha.rekey(e3::Suite::chacha20_poly1305, key));
  using Software = e3::unsafe::VariableTime<e3::OpenSslSoftware>;
  const backends::Case given{0};
  REQUIRE(backends::play<Software, e3::Suite::aes_256_gcm, e3::Compact<8>>(given) ==
          backends::play<Software, e3::Suite::aes_256_gcm, e3::Compact<8>>(given));
  REQUIRE(backends::play<Software, e3::Suite::aes_256_gcm, e3::Compact<8>>(given).opened.size() == 10);
  std::_Exit(ran_to_its_end);
}
#endif
