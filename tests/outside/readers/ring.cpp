#include <utility>

#include "outside/readers/readers.hpp"
#include "outside/readers/records.hpp"

namespace outside {

Cases read_ring_aead(const File& file, e3::Suite suite) {
  Cases cases;
  for (auto& record : records(file, '=', {.at_blank_line = true})) {
    AeadCase one{.suite = suite,
                 .key = record.bytes("KEY"),
                 .nonce = record.bytes("NONCE"),
                 .aad = record.bytes("AD"),
                 .plaintext = record.bytes("IN"),
                 .ciphertext = record.bytes("CT"),
                 .tag = record.bytes("TAG"),
                 .name = record.name()};
    const auto fails = record.text("FAILS");
    if (fails && (fails != "WRONG_NONCE_LENGTH" || one.nonce.size() == e3::nonce_size)) {
      record.refuse("the reader does not know why this case fails");
    }
    record.done();
    cases.aead.push_back(std::move(one));
  }
  return cases;
}

Cases read_ring_hkdf(const File& file) {
  Cases cases;
  for (auto& record : records(file, '=', {.at_blank_line = true})) {
    HkdfCase one{.salt = record.bytes("salt"),
                 .secret = record.bytes("IKM"),
                 .info = record.bytes("info"),
                 .okm = record.bytes("OKM"),
                 .name = record.name()};
    if (record.text("Hash") != "SHA256") {
      record.refuse("the reader does not know this hash");
    }
    cases.hmac.push_back({.key = one.salt, .message = one.secret, .tag = record.bytes("PRK"), .name = record.name()});
    record.done();
    cases.hkdf.push_back(std::move(one));
  }
  return cases;
}

}  // namespace outside
