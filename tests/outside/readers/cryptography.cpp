#include <utility>

#include "outside/readers/readers.hpp"
#include "outside/readers/records.hpp"

namespace outside {

namespace {

// What was BoringSSL's and what was OpenSSL's kept the names that they had there.
AeadCase from_boringssl(Record& record) {
  return {.suite = e3::Suite::chacha20_poly1305,
          .key = record.bytes("KEY"),
          .nonce = record.bytes("NONCE"),
          .aad = record.bytes("AD"),
          .plaintext = record.bytes("IN"),
          .ciphertext = record.bytes("CT"),
          .tag = record.bytes("TAG"),
          .name = record.name()};
}

AeadCase from_openssl(Record& record) {
  const auto result = record.text("Result");
  if (result && result != "CIPHERFINAL_ERROR") {
    record.refuse("the reader does not know this result");
  }
  return {.suite = e3::Suite::chacha20_poly1305,
          .key = record.bytes("Key"),
          .nonce = record.bytes("IV"),
          .aad = record.bytes("AAD"),
          .plaintext = record.bytes("Plaintext"),
          .ciphertext = record.bytes("Ciphertext"),
          .tag = record.bytes("Tag"),
          .valid = !result,
          .name = record.name()};
}

}  // namespace

Cases read_cryptography_aead(const File& file) {
  Cases cases;
  for (auto& record : records(file, '=', {.before = "COUNT"})) {
    (void)record.number("COUNT");
    cases.aead.push_back(record.has("KEY") ? from_boringssl(record) : from_openssl(record));
    record.done();
  }
  return cases;
}

Cases read_cryptography_hkdf(const File& file) {
  Cases cases;
  for (auto& record : records(file, '=', {.before = "COUNT"})) {
    (void)record.number("COUNT");
    HkdfCase one{.salt = record.bytes("salt"),
                 .secret = record.bytes("IKM"),
                 .info = record.bytes("info"),
                 .okm = record.bytes("OKM"),
                 .name = record.name()};
    if (record.text("Hash") != "SHA-256" || record.number("L") != one.okm.size()) {
      record.refuse("the hash is not SHA-256, or L is not the size of OKM");
    }
    if (record.has("PRK")) {
      cases.hmac.push_back({.key = one.salt, .message = one.secret, .tag = record.bytes("PRK"), .name = record.name()});
    }
    record.done();
    cases.hkdf.push_back(std::move(one));
  }
  return cases;
}

Cases read_cryptography_hmac(const File& file) {
  Cases cases;
  for (auto& record : records(file, '=', {.before = "Len"})) {
    HmacCase one{
        .key = record.bytes("Key"), .message = record.bytes("Msg"), .tag = record.bytes("MD"), .name = record.name()};
    if (record.number("Len") != one.message.size() * 8 || one.tag.size() != 32) {
      record.refuse("Len is not the bits of Msg, or the hash is not SHA-256");
    }
    record.done();
    cases.hmac.push_back(std::move(one));
  }
  return cases;
}

}  // namespace outside
