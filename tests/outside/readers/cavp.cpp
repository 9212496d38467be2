#include <string>

#include "outside/readers/readers.hpp"
#include "outside/readers/records.hpp"

namespace outside {

namespace {

/// The bits that a section such as `[Taglen = 32]` states for every case in it.
std::size_t stated_bits(const Record& record, std::string_view name) {
  for (const auto section : record.sections()) {
    const auto equals = section.find('=');
    if (equals != std::string_view::npos && trimmed(section.substr(0, equals)) == name) {
      return number_in(trimmed(section.substr(equals + 1)), record.name(), 0);
    }
  }
  record.refuse("the section states no " + std::string{name});
}

void check_size(const Record& record, std::string_view name, const ByteVector& bytes) {
  if (bytes.size() * 8 != stated_bits(record, name)) {
    record.refuse("the size is not that of the section's " + std::string{name});
  }
}

}  // namespace

Cases read_cavp(const File& file) {
  Cases cases;
  for (auto& record : records(file, '=', {.before = "Count"})) {
    (void)record.number("Count");
    AeadCase one{.suite = e3::Suite::aes_256_gcm,
                 .key = record.bytes("Key"),
                 .nonce = record.bytes("IV"),
                 .aad = record.bytes("AAD"),
                 .plaintext = {},
                 .ciphertext = record.bytes("CT"),
                 .tag = record.bytes("Tag"),
                 .valid = !record.has("FAIL"),
                 .name = record.name()};
    if (one.valid) {
      one.plaintext = record.bytes("PT");
    }
    check_size(record, "Keylen", one.key);
    check_size(record, "IVlen", one.nonce);
    check_size(record, "AADlen", one.aad);
    check_size(record, "PTlen", one.ciphertext);
    check_size(record, "Taglen", one.tag);
    record.done();
    cases.aead.push_back(std::move(one));
  }
  return cases;
}

}  // namespace outside
