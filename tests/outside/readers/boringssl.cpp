#include <utility>

#include "outside/readers/readers.hpp"
#include "outside/readers/records.hpp"

namespace outside {

Cases read_boringssl_aead(const File& file, e3::Suite suite) {
  Cases cases;
  for (auto& record : records(file, ':', {.at_blank_line = true})) {
    const bool fails = record.has("FAILS");
    // To seal what does not open is pointless, and these files say so of just those cases.
    if (record.has("NO_SEAL") != fails) {
      record.refuse("FAILS and NO_SEAL do not go together here");
    }
    cases.aead.push_back({.suite = suite,
                          .key = record.bytes("KEY"),
                          .nonce = record.bytes("NONCE"),
                          .aad = record.bytes("AD"),
                          .plaintext = record.bytes("IN"),
                          .ciphertext = record.bytes("CT"),
                          .tag = record.bytes("TAG"),
                          .valid = !fails,
                          .name = record.name()});
    record.done();
  }
  return cases;
}

Cases read_boringssl_hmac(const File& file) {
  Cases cases;
  for (auto& record : records(file, '=', {.at_blank_line = true})) {
    HmacCase one{.key = record.bytes("Key"),
                 .message = record.bytes("Input"),
                 .tag = record.bytes("Output"),
                 .name = record.name()};
    const auto hash = record.text("HMAC");
    record.done();
    if (hash == "SHA256") {
      cases.hmac.push_back(std::move(one));
    } else if (hash == "MD5" || hash == "SHA1" || hash == "SHA224" || hash == "SHA384" || hash == "SHA512") {
      ++cases.unfit["another algorithm"];
    } else {
      record.refuse("the reader does not know this hash");
    }
  }
  return cases;
}

}  // namespace outside
