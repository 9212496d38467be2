#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "outside/readers/readers.hpp"

namespace outside {

namespace {

using Json = nlohmann::json;

/// One test, whose members are asked for by name; `done` refuses a member that was not asked for.
class Test {
 public:
  Test(std::string_view file, const Json& test) : file_{file}, test_{test} {
    name_ = std::string{file} + " tcId " + std::to_string(member("tcId").get<std::size_t>());
    (void)member("comment");
    (void)member("flags");
  }

  [[nodiscard]] const Json& member(const char* key) {
    asked_.insert(key);
    if (!test_.contains(key)) {
      refuse("has no " + std::string{key});
    }
    return test_[key];
  }
  [[nodiscard]] ByteVector bytes(const char* key) { return from_hex(member(key).get<std::string>(), file_, 0); }
  [[nodiscard]] std::string result() { return member("result").get<std::string>(); }

  /// True if the result is valid, false if it is invalid; refuses every other.
  [[nodiscard]] bool valid() {
    const auto text = result();
    if (text != "valid" && text != "invalid") {
      refuse("has the result " + text);
    }
    return text == "valid";
  }

  void done() const {
    for (const auto& [key, value] : test_.items()) {
      if (!asked_.contains(key)) {
        refuse("has " + key + ", which the reader does not know");
      }
    }
  }

  [[nodiscard]] const std::string& name() const { return name_; }
  [[noreturn]] void refuse(const std::string& what) const { outside::refuse(name_, 0, what); }

 private:
  std::string_view file_;
  const Json& test_;
  std::string name_;
  std::set<std::string, std::less<>> asked_;
};

void add_aead(Cases& cases, Test& test, e3::Suite suite) {
  AeadCase one{.suite = suite,
               .key = test.bytes("key"),
               .nonce = test.bytes("iv"),
               .aad = test.bytes("aad"),
               .plaintext = test.bytes("msg"),
               .ciphertext = test.bytes("ct"),
               .tag = test.bytes("tag"),
               .name = test.name()};
  if (test.result() == "acceptable") {
    ++cases.unfit["may open or not"];
    return;
  }
  one.valid = test.valid();
  cases.aead.push_back(std::move(one));
}

void add_hkdf(Cases& cases, Test& test) {
  HkdfCase one{.salt = test.bytes("salt"),
               .secret = test.bytes("ikm"),
               .info = test.bytes("info"),
               .okm = test.bytes("okm"),
               .name = test.name()};
  const auto size = test.member("size").get<std::size_t>();
  if (test.valid() ? size != one.okm.size() : size <= 255 * std::size_t{32}) {
    test.refuse("states a size that does not go with its result");
  }
  if (!test.valid()) {
    ++cases.unfit["output size"];
    return;
  }
  cases.hkdf.push_back(std::move(one));
}

void add_hmac(Cases& cases, Test& test) {
  cases.hmac.push_back({.key = test.bytes("key"),
                        .message = test.bytes("msg"),
                        .tag = test.bytes("tag"),
                        .valid = test.valid(),
                        .name = test.name()});
}

}  // namespace

Cases read_wycheproof(const File& file) {
  Cases cases;
  const Json whole = Json::parse(file.text);
  const auto algorithm = whole.at("algorithm").get<std::string>();
  for (const Json& group : whole.at("testGroups")) {
    for (const Json& member : group.at("tests")) {
      Test test{file.name, member};
      if (algorithm == "AES-GCM") {
        add_aead(cases, test, e3::Suite::aes_256_gcm);
      } else if (algorithm == "CHACHA20-POLY1305") {
        add_aead(cases, test, e3::Suite::chacha20_poly1305);
      } else if (algorithm == "HKDF-SHA-256") {
        add_hkdf(cases, test);
      } else if (algorithm == "HMACSHA256") {
        add_hmac(cases, test);
      } else {
        test.refuse("is of the algorithm " + algorithm + ", which the reader does not know");
      }
      test.done();
    }
  }
  if (cases.size() != whole.at("numberOfTests").get<std::size_t>()) {
    refuse(file.name, 0, "the file states another number of tests than it holds");
  }
  return cases;
}

}  // namespace outside
