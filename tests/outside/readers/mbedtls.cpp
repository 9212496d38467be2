#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "outside/readers/readers.hpp"

namespace outside {

namespace {

/// One test: the function that it calls, and the arguments.
class Call {
 public:
  Call(std::string_view file, std::size_t line, std::string_view text) : file_{file}, line_{line} {
    bool quoted = false;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '"') {
        quoted = !quoted;
      } else if (text[i] == ':' && !quoted) {
        fields_.push_back(text.substr(start, i - start));
        start = i + 1;
      }
    }
    fields_.push_back(text.substr(start));
    if (quoted) {
      refuse("an argument has no closing quote");
    }
  }

  [[nodiscard]] std::string_view function() const { return fields_.front(); }

  /// Refuses the call unless it has `count` arguments.
  void expect_arguments(std::size_t count) const {
    if (fields_.size() != count + 1) {
      refuse("this call has not the " + std::to_string(count) + " arguments that the reader knows");
    }
  }

  /// Argument `index`, from 1 on, without quotes round it.
  [[nodiscard]] std::string_view text(std::size_t index) const {
    std::string_view field = fields_[index];
    if (field.size() >= 2 && field.starts_with('"') && field.ends_with('"')) {
      field = field.substr(1, field.size() - 2);
    }
    return field;
  }
  [[nodiscard]] ByteVector bytes(std::size_t index) const {
    if (!fields_[index].starts_with('"')) {
      refuse("an argument is not in quotes");
    }
    return from_hex(text(index), file_, line_);
  }
  [[nodiscard]] std::size_t number(std::size_t index) const { return number_in(fields_[index], file_, line_); }

  [[nodiscard]] std::string name() const { return at(file_, line_); }
  [[noreturn]] void refuse(const std::string& what) const { outside::refuse(file_, line_, what); }

 private:
  std::string_view file_;
  std::size_t line_;
  std::vector<std::string_view> fields_;
};

/// Refuses the call unless argument `index` is the tag's bits and the last but one is 0: the key is accepted.
void check_gcm(const Call& call, std::size_t bits_index, std::size_t init_index, const AeadCase& one) {
  if (call.text(1) != "MBEDTLS_CIPHER_ID_AES" || call.number(bits_index) != one.tag.size() * 8 ||
      call.number(init_index) != 0) {
    call.refuse("the cipher is not AES, the tag has another size, or the key is refused");
  }
}

AeadCase gcm_to_seal(const Call& call) {
  call.expect_arguments(9);
  AeadCase one{.suite = e3::Suite::aes_256_gcm,
               .key = call.bytes(2),
               .nonce = call.bytes(4),
               .aad = call.bytes(5),
               .plaintext = call.bytes(3),
               .ciphertext = call.bytes(6),
               .tag = call.bytes(8),
               .name = call.name()};
  check_gcm(call, 7, 9, one);
  return one;
}

AeadCase gcm_to_open(const Call& call) {
  call.expect_arguments(10);
  const auto result = call.text(8);
  if (!result.empty() && result != "FAIL") {
    call.refuse("the reader does not know this result");
  }
  AeadCase one{.suite = e3::Suite::aes_256_gcm,
               .key = call.bytes(2),
               .nonce = call.bytes(4),
               .aad = call.bytes(5),
               .plaintext = call.bytes(9),
               .ciphertext = call.bytes(3),
               .tag = call.bytes(7),
               .valid = result.empty(),
               .name = call.name()};
  check_gcm(call, 6, 10, one);
  return one;
}

AeadCase chacha(const Call& call, std::size_t plaintext, std::size_t ciphertext, bool valid) {
  return {.suite = e3::Suite::chacha20_poly1305,
          .key = call.bytes(1),
          .nonce = call.bytes(2),
          .aad = call.bytes(3),
          .plaintext = call.bytes(plaintext),
          .ciphertext = call.bytes(ciphertext),
          .tag = call.bytes(6),
          .valid = valid,
          .name = call.name()};
}

AeadCase chacha_to_seal(const Call& call) {
  call.expect_arguments(6);
  return chacha(call, 4, 5, true);
}

AeadCase chacha_to_open(const Call& call) {
  call.expect_arguments(7);
  const auto result = call.text(7);
  if (result != "0" && result != "MBEDTLS_ERR_CHACHAPOLY_AUTH_FAILED") {
    call.refuse("the reader does not know this result");
  }
  return chacha(call, 5, 4, result == "0");
}

/// True for SHA-256, by the name or number that Mbed TLS 2.28 has for it; false for another hash that it knows.
bool is_sha256(const Call& call) {
  constexpr std::array others = {"MBEDTLS_MD_MD2",    "MBEDTLS_MD_MD4",       "MBEDTLS_MD_MD5",
                                 "MBEDTLS_MD_SHA1",   "MBEDTLS_MD_SHA224",    "MBEDTLS_MD_SHA384",
                                 "MBEDTLS_MD_SHA512", "MBEDTLS_MD_RIPEMD160", "4"};
  const auto hash = call.text(1);
  if (hash == "MBEDTLS_MD_SHA256" || hash == "6") {
    return true;
  }
  for (const std::string_view other : others) {
    if (hash == other) {
      return false;
    }
  }
  call.refuse("the reader does not know this hash");
}

/// True if the hash is SHA-256; counts the case otherwise.
bool fits(Cases& cases, const Call& call) {
  const bool sha256 = is_sha256(call);
  if (!sha256) {
    ++cases.unfit["another algorithm"];
  }
  return sha256;
}

void add_hkdf(Cases& cases, const Call& call) {
  call.expect_arguments(5);
  if (fits(cases, call)) {
    cases.hkdf.push_back({.salt = call.bytes(3),
                          .secret = call.bytes(2),
                          .info = call.bytes(4),
                          .okm = call.bytes(5),
                          .name = call.name()});
  }
}

void add_extract(Cases& cases, const Call& call) {
  call.expect_arguments(4);
  if (fits(cases, call)) {
    cases.hmac.push_back({.key = call.bytes(3), .message = call.bytes(2), .tag = call.bytes(4), .name = call.name()});
  }
}

void add_hmac(Cases& cases, const Call& call) {
  call.expect_arguments(5);
  if (fits(cases, call)) {
    HmacCase one{.key = call.bytes(3), .message = call.bytes(4), .tag = call.bytes(5), .name = call.name()};
    if (call.number(2) != one.tag.size()) {
      call.refuse("the tag has another size than is said");
    }
    cases.hmac.push_back(std::move(one));
  }
}

/// Calls that no backend can be judged by: of hashes alone, and of Mbed TLS's own interface.
constexpr std::array interface_calls = {"chachapoly_bad_params", "chachapoly_selftest",
                                        "chachapoly_state",      "gcm_bad_parameters",
                                        "gcm_selftest",          "test_hkdf_expand_ret",
                                        "test_hkdf_extract_ret", "md_info",
                                        "md_null_args",          "mbedtls_md_process",
                                        "mbedtls_md_file",       "md_hex",
                                        "md_hex_multi",          "md_text",
                                        "md_text_multi"};

void add(Cases& cases, const Call& call) {
  const auto function = call.function();
  if (function == "gcm_encrypt_and_tag") {
    cases.aead.push_back(gcm_to_seal(call));
  } else if (function == "gcm_decrypt_and_verify") {
    cases.aead.push_back(gcm_to_open(call));
  } else if (function == "mbedtls_chachapoly_enc") {
    cases.aead.push_back(chacha_to_seal(call));
  } else if (function == "mbedtls_chachapoly_dec") {
    cases.aead.push_back(chacha_to_open(call));
  } else if (function == "test_hkdf") {
    add_hkdf(cases, call);
  } else if (function == "test_hkdf_extract") {
    add_extract(cases, call);
  } else if (function == "mbedtls_md_hmac" || function == "md_hmac_multi") {
    add_hmac(cases, call);
  } else if (function == "test_hkdf_expand") {
    ++cases.unfit["HKDF-Expand without its secret"];
  } else {
    for (const std::string_view other : interface_calls) {
      if (function == other) {
        ++cases.unfit["no case of an AEAD, HKDF or HMAC"];
        return;
      }
    }
    call.refuse("the reader does not know the function " + std::string{function});
  }
}

}  // namespace

Cases read_mbedtls(const File& file) {
  Cases cases;
  std::size_t number = 0;
  bool titled = false;
  for (const auto line : lines_of(file.text)) {
    ++number;
    if (line.empty() || line.starts_with('#')) {
      continue;
    }
    const bool depends = line.starts_with("depends_on:");
    if (!titled) {
      if (depends) {
        refuse(file.name, number, "this test has no title");
      }
      titled = true;
    } else if (!depends) {
      add(cases, Call{file.name, number, line});
      titled = false;
    }
  }
  if (titled) {
    refuse(file.name, number, "the last test has a title and no call");
  }
  return cases;
}

}  // namespace outside
