#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "outside/readers/readers.hpp"
#include "outside/readers/records.hpp"

namespace outside {

namespace {

constexpr std::array other_algorithms = {"AES-128/GCM",     "AES-128/GCM(8)", "AES-128/GCM(12)", "AES-192/GCM",
                                         "AES-192/GCM(12)", "ARIA-128/GCM",   "ARIA-256/GCM",    "MD5",
                                         "SHA-160",         "RIPEMD-160",     "SHA-224",         "SHA-384",
                                         "SHA-512",         "SHA-512-256",    "SHA-3(224)",      "SHA-3(256)",
                                         "SHA-3(384)",      "SHA-3(512)"};

bool is_other(std::string_view algorithm) {
  return std::find(other_algorithms.begin(), other_algorithms.end(), algorithm) != other_algorithms.end();
}

/// `name` without `before` and `after`, if it has both: the SHA-256 in HMAC(SHA-256).
std::optional<std::string_view> inside(std::string_view name, std::string_view before, std::string_view after) {
  if (!name.starts_with(before) || !name.ends_with(after)) {
    return std::nullopt;
  }
  return name.substr(before.size(), name.size() - before.size() - after.size());
}

/// Bytes of the tag in `AES-256/GCM(13)`, and 16 in `AES-256/GCM`; nothing in another algorithm.
std::optional<std::size_t> gcm_tag_size(std::string_view algorithm, const Record& record) {
  if (algorithm == "AES-256/GCM") {
    return e3::tag_size;
  }
  const auto size = inside(algorithm, "AES-256/GCM(", ")");
  return size ? std::optional{number_in(*size, record.name(), 0)} : std::nullopt;
}

void add_aead(Cases& cases, Record& record, e3::Suite suite, std::size_t tag_size) {
  AeadCase one{.suite = suite,
               .key = record.bytes("Key"),
               .nonce = record.bytes("Nonce"),
               .aad = record.bytes_or_none("AD"),
               .plaintext = record.bytes_or_none("In"),
               .ciphertext = record.bytes("Out"),
               .tag = {},
               .name = record.name()};
  if (one.ciphertext.size() != one.plaintext.size() + tag_size) {
    record.refuse("Out is not the size of In and a tag");
  }
  const auto tag = one.ciphertext.end() - static_cast<std::ptrdiff_t>(tag_size);
  one.tag.assign(tag, one.ciphertext.end());
  one.ciphertext.erase(tag, one.ciphertext.end());
  cases.aead.push_back(std::move(one));
}

void add_hkdf(Cases& cases, Record& record) {
  cases.hkdf.push_back({.salt = record.bytes_or_none("Salt"),
                        .secret = record.bytes("Secret"),
                        .info = record.bytes_or_none("Label"),
                        .okm = record.bytes("Output"),
                        .name = record.name()});
}

void add_extract(Cases& cases, Record& record) {
  cases.hmac.push_back({.key = record.bytes_or_none("Salt"),
                        .message = record.bytes("Secret"),
                        .tag = record.bytes("Output"),
                        .name = record.name()});
}

void add_hmac(Cases& cases, Record& record) {
  cases.hmac.push_back(
      {.key = record.bytes("Key"), .message = record.bytes("In"), .tag = record.bytes("Out"), .name = record.name()});
}

/// Looks at every name that a case of another algorithm has, so that `done` still finds what is unknown.
void pass_over(Cases& cases, Record& record, const std::string& reason) {
  for (const std::string_view name : {"Key", "Nonce", "In", "Out", "AD", "Salt", "Label", "Secret", "Output"}) {
    (void)record.bytes_or_none(name);
  }
  ++cases.unfit[reason];
}

void add(Cases& cases, Record& record, std::string_view algorithm) {
  const auto hmac_of = inside(algorithm, "HMAC(", ")");
  const auto hkdf_of = inside(algorithm, "HKDF(HMAC(", "))");
  const auto extract_of = inside(algorithm, "HKDF-Extract(HMAC(", "))");
  if (algorithm == "ChaCha20Poly1305") {
    add_aead(cases, record, e3::Suite::chacha20_poly1305, e3::tag_size);
  } else if (const auto tag_size = gcm_tag_size(algorithm, record)) {
    add_aead(cases, record, e3::Suite::aes_256_gcm, *tag_size);
  } else if (hkdf_of == "SHA-256") {
    add_hkdf(cases, record);
  } else if (extract_of == "SHA-256") {
    add_extract(cases, record);
  } else if (hmac_of == "SHA-256") {
    add_hmac(cases, record);
  } else if (inside(algorithm, "HKDF-Expand(HMAC(", "))")) {
    pass_over(cases, record, "HKDF-Expand without its secret");
  } else if (is_other(algorithm) || is_other(hmac_of.value_or("")) || is_other(hkdf_of.value_or("")) ||
             is_other(extract_of.value_or(""))) {
    pass_over(cases, record, "another algorithm");
  } else {
    record.refuse("the reader does not know this algorithm");
  }
}

}  // namespace

Cases read_botan(const File& file) {
  Cases cases;
  for (auto& record : records(file, '=', {.after = {"Out", "Output"}})) {
    if (record.sections().size() != 1) {
      record.refuse("this case stands under no algorithm, or under several");
    }
    // Left over in two HKDF cases, and read by Botan's own tests no more than here.
    (void)record.bytes_or_none("IKM");
    (void)record.bytes_or_none("XTS");
    add(cases, record, record.sections().front());
    record.done();
  }
  return cases;
}

}  // namespace outside
