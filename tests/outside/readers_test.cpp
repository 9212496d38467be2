#include "outside/readers/readers.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "outside/judge.hpp"
#include "support/catch.hpp"

namespace {

using outside::Cases;
using outside::File;
using Reader = Cases (*)(const File&);

Cases read_gcm(const File& file) { return outside::read_boringssl_aead(file, e3::Suite::aes_256_gcm); }
Cases read_ring(const File& file) { return outside::read_ring_aead(file, e3::Suite::aes_256_gcm); }

/// A file that a reader takes, and a piece of it whose replacement it must refuse.
struct Spoiled {
  std::string_view format;
  Reader read;
  std::string_view good;
  std::string_view piece;
  std::string_view replacement;
  std::string_view message;  ///< what the refusal says, its place first
};

constexpr std::string_view cavp =
    "# CAVS 14.0\r\n[Keylen = 16]\r\n[IVlen = 8]\r\n[PTlen = 0]\r\n[AADlen = 8]\r\n[Taglen = 16]\r\n\r\n"
    "Count = 0\r\nKey = 0102\r\nIV = 03\r\nCT = \r\nAAD = 04\r\nTag = 0506\r\nPT = \r\n";
constexpr std::string_view boringssl = "# text\n\nKEY: 01\nNONCE: 02\nIN: \"a\"\nAD: \nCT: 03\nTAG: 04\n";
constexpr std::string_view boringssl_hmac = "HMAC = SHA256\nInput = \"a\"\nKey = 01\nOutput = 02\n";
constexpr std::string_view ring = "KEY = 01\nNONCE = 02\nIN = \"\"\nAD = \"\"\nCT = \"\"\nTAG = 03\n";
constexpr std::string_view ring_hkdf = "Hash = SHA256\nIKM = 01\nsalt = 02\ninfo = 03\nPRK = 04\nOKM = 05\n";
constexpr std::string_view cryptography =
    "COUNT = 1\nKey = 01\nIV = 02\nAAD = 03\nTag = 04\nPlaintext = 05\nCiphertext = 06\nResult = CIPHERFINAL_ERROR\n";
constexpr std::string_view cryptography_hkdf =
    "COUNT = 1\n\nHash = SHA-256\nIKM = 01\nsalt =\ninfo =\nL = 1\n\nPRK = 02\nOKM = 03\n";
constexpr std::string_view cryptography_hmac =
    "Len = 8\nKey = 01\n# text\nMsg = 02\nMD = 0000000000000000000000000000000000000000000000000000000000000000\n";
constexpr std::string_view go_aead =
    "package x\n\nvar chacha20Poly1305Tests = []struct {\n\tplaintext, aad, key, nonce, out string\n}{\n"
    "\t{\n\t\t// text\n\t\t\"01\",\n\t\t\"\",\n\t\t\"02\",\n\t\t\"03\",\n"
    "\t\t\"0000000000000000000000000000000000\",\n\t},\n}\n";
constexpr std::string_view go_hkdf =
    "var hkdfTests = []hkdfTest{\n\t{\n\t\tsha256.New,\n\t\t[]byte{\n\t\t\t0x0b, 0x0c,\n\t\t},\n\t\tnil,\n"
    "\t\t[]byte{0x01},\n\t\t[]byte{},\n\t\t[]byte{0x02},\n\t},\n}\n";
constexpr std::string_view botan =
    "#test cpuid aesni\n[AES-256/GCM(12)]\n# text\nKey = 01\nNonce = 02\nIn = 03\n"
    "AD = 04\nOut = 00000000000000000000000000\n";
constexpr std::string_view mbedtls =
    "A title: of a test\ndepends_on:MBEDTLS_AES_C\n"
    "gcm_decrypt_and_verify:MBEDTLS_CIPHER_ID_AES:\"01\":\"02\":\"03\":\"04\":16:\"0506\":\"FAIL\":\"\":0\n";
constexpr std::string_view mbedtls_hmac = "Title\nmbedtls_md_hmac:MBEDTLS_MD_SHA256:1:\"01\":\"02\":\"03\"\n";
constexpr std::string_view wycheproof =
    R"({"algorithm":"AES-GCM","numberOfTests":1,"testGroups":[{"tests":[{"tcId":7,"comment":"","flags":[],)"
    R"("key":"01","iv":"02","aad":"","msg":"","ct":"","tag":"03","result":"valid"}]}]})";
constexpr std::string_view wycheproof_hkdf =
    R"({"algorithm":"HKDF-SHA-256","numberOfTests":1,"testGroups":[{"tests":[{"tcId":7,"comment":"","flags":[],)"
    R"("ikm":"01","salt":"02","info":"","size":1,"okm":"03","result":"valid"}]}]})";

constexpr Spoiled spoiled[] = {
    {"CAVP", outside::read_cavp, cavp, "Tag = 0506", "Tag = 05", "f:8: the size is not"},
    {"CAVP", outside::read_cavp, cavp, "[AADlen = 8]\r\n", "", "f:7: the section states no AADlen"},
    {"CAVP", outside::read_cavp, cavp, "Keylen = 16]", "Keylen = 16", "f:2: this section has no closing bracket"},
    {"CAVP", outside::read_cavp, cavp, "PT = ", "FAILED", "f:8: this case has no PT"},
    {"CAVP", outside::read_cavp, cavp, "CT = ", "CT = 0g", "f:11: '0g' is not whole bytes"},
    {"CAVP", outside::read_cavp, cavp, "IV = 03", "IV = 3", "f:10: '3' is not whole bytes"},
    {"CAVP", outside::read_cavp, cavp, "Count = 0", "Count = 0\r\nTLen = 3", "f:9: the reader does not know what TLen"},
    {"BoringSSL", read_gcm, boringssl, "AD: ", "AD: \nAD: ", "f:7: this case has AD twice"},
    {"BoringSSL", read_gcm, boringssl, "\"a\"", "\"a", "f:5: this text has no end"},
    {"BoringSSL", read_gcm, boringssl, "\"a\"", "\"\\x61\"", "f:5: this text has no end, or an escape"},
    {"BoringSSL", read_gcm, boringssl, "TAG: 04", "TAG: 04\nFAILS:", "f:3: FAILS and NO_SEAL"},
    {"BoringSSL", read_gcm, boringssl, "TAG: 04", "TAG: 04\nTAG_LEN: 1", "f:9: the reader does not know what TAG_LEN"},
    {"BoringSSL", read_gcm, boringssl, "CT: 03", "CT: 03\n", "f:3: this case has no TAG"},
    {"BoringSSL's HMAC", outside::read_boringssl_hmac, boringssl_hmac, "SHA256", "SHA512-256", "f:1: the reader does"},
    {"ring", read_ring, ring, "TAG = 03", "TAG = 03\nFAILS = TAG", "f:1: the reader does not know why"},
    {"ring's HKDF", outside::read_ring_hkdf, ring_hkdf, "SHA256", "SHA1", "f:1: the reader does not know this hash"},
    {"cryptography", outside::read_cryptography_aead, cryptography, "FINAL", "INIT", "f:1: the reader does not know"},
    {"cryptography", outside::read_cryptography_aead, cryptography, "COUNT = 1", "COUNT = x", "f:1: 'x' is not a"},
    {"cryptography's HKDF", outside::read_cryptography_hkdf, cryptography_hkdf, "L = 1", "L = 2", "f:1: the hash"},
    {"cryptography's HMAC", outside::read_cryptography_hmac, cryptography_hmac, "Len = 8", "Len = 9", "f:1: Len is"},
    {"Go", outside::read_go_aead, go_aead, "\t\t\"03\",\n", "", "f:6: this case has not five fields"},
    {"Go", outside::read_go_aead, go_aead, "\"0000", "\"00", "f:6: what is sealed is not"},
    {"Go", outside::read_go_aead, go_aead, "\"02\"", "`02`", "f:10: the reader does not know what this field is"},
    {"Go", outside::read_go_aead, go_aead, "20Poly", "20poly", "f:1: there is no variable"},
    {"Go", outside::read_go_aead, go_aead, "\t},\n}", "\t},\n", "f:14: here should be {"},
    {"Go's HKDF", outside::read_go_hkdf, go_hkdf, "sha256", "sha3", "f:2: the reader does not know this hash"},
    {"Go's HKDF", outside::read_go_hkdf, go_hkdf, "0x0c", "0x0cc", "f:5: '0cc' is not whole bytes"},
    {"Go's HKDF", outside::read_go_hkdf, go_hkdf, "0x0c", "13", "f:5: here should be 0x"},
    {"Botan", outside::read_botan, botan, "In = 03", "In = 0303", "f:4: Out is not the size"},
    {"Botan", outside::read_botan, botan, "AES-256/GCM(12)", "AES-256/XTS", "f:4: the reader does not know this alg"},
    {"Botan", outside::read_botan, botan, "AD = 04", "AD1 = 04", "f:7: the reader does not know what AD1 is"},
    {"Botan", outside::read_botan, botan, "[AES-256/GCM(12)]", "", "f:4: this case stands under no algorithm"},
    {"Botan", outside::read_botan, botan, "Out = 00000000000000000000000000", "", "f:4: this case has no Out"},
    {"Mbed TLS", outside::read_mbedtls, mbedtls, "gcm_de", "gcm_two_parts_de", "f:3: the reader does not know the fun"},
    {"Mbed TLS", outside::read_mbedtls, mbedtls, "FAIL", "BAD", "f:3: the reader does not know this result"},
    {"Mbed TLS", outside::read_mbedtls, mbedtls, ":16:", ":8:", "f:3: the cipher is not AES, the tag has another"},
    {"Mbed TLS", outside::read_mbedtls, mbedtls, "ID_AES", "ID_CAMELLIA", "f:3: the cipher is not AES"},
    {"Mbed TLS", outside::read_mbedtls, mbedtls, "\"01\":", "", "f:3: this call has not the 10 arguments"},
    {"Mbed TLS", outside::read_mbedtls, mbedtls, "\"01\"", "01", "f:3: an argument is not in quotes"},
    {"Mbed TLS", outside::read_mbedtls, mbedtls, "\"\":0", "\":0", "f:3: an argument has no closing quote"},
    {"Mbed TLS", outside::read_mbedtls, mbedtls, "A title: of a test\n", "", "f:1: this test has no title"},
    {"Mbed TLS's HMAC", outside::read_mbedtls, mbedtls_hmac, mbedtls_hmac.substr(6), "",
     "f:1: the last test has a title"},
    {"Mbed TLS's HMAC", outside::read_mbedtls, mbedtls_hmac, ":1:", ":2:", "f:2: the tag has another size"},
    {"Mbed TLS's HMAC", outside::read_mbedtls, mbedtls_hmac, "SHA256", "SHA3", "f:2: the reader does not know this"},
    {"Wycheproof", outside::read_wycheproof, wycheproof, "\"valid\"", "\"weak\"", "f tcId 7: has the result weak"},
    {"Wycheproof", outside::read_wycheproof, wycheproof, "\"iv\"", "\"nonce\"", "f tcId 7: has no iv"},
    {"Wycheproof", outside::read_wycheproof, wycheproof, "\"msg\"", "\"x\":1,\"msg\"", "f tcId 7: has x, which"},
    {"Wycheproof", outside::read_wycheproof, wycheproof, "AES-GCM", "AES-CCM", "f tcId 7: is of the algorithm"},
    {"Wycheproof", outside::read_wycheproof, wycheproof, "Tests\":1", "Tests\":2", "f: the file states another number"},
    {"Wycheproof", outside::read_wycheproof, wycheproof, "\"01\"", "\"011\"", "f: '011' is not whole bytes"},
    {"Wycheproof's HKDF", outside::read_wycheproof, wycheproof_hkdf, "\"size\":1", "\"size\":2", "f tcId 7: states a"},
};

}  // namespace

TEST_CASE("a reader takes a good file, and refuses it with one piece spoiled, by file and line") {
  for (const auto& one : spoiled) {
    INFO(one.format << ", " << one.piece << " replaced by " << one.replacement);
    // A pseudorandom key beside a case of HKDF is a case of its own.
    const bool has_prk = one.read == outside::read_ring_hkdf || one.read == outside::read_cryptography_hkdf ||
                         one.read == outside::read_go_hkdf;
    CHECK(one.read({.name = "f", .text = one.good}).size() == (has_prk ? 2U : 1U));
    std::string text{one.good};
    const auto place = text.find(one.piece);
    REQUIRE(place != std::string::npos);
    text.replace(place, one.piece.size(), one.replacement);
    std::string said;
    try {
      (void)one.read({.name = "f", .text = text});
    } catch (const std::runtime_error& refusal) {
      said = refusal.what();
    }
    CHECK(said.substr(0, one.message.size()) == one.message);
  }
}

TEST_CASE("a reader counts what it understands and E3 has no use for") {
  const auto unfit = [](Reader read, std::string_view text, const std::string& reason) {
    auto cases = read({.name = "f", .text = text});
    return cases.size() == 1 && cases.unfit[reason] == 1;
  };
  CHECK(unfit(outside::read_boringssl_hmac, "HMAC = MD5\nInput = \nKey = \nOutput = 00\n", "another algorithm"));
  CHECK(unfit(outside::read_botan, "[HMAC(SHA-512)]\nKey = \nIn = \nOut = 00\n", "another algorithm"));
  CHECK(unfit(outside::read_botan, "[HKDF-Expand(HMAC(SHA-256))]\nSecret = 00\nOutput = 00\n",
              "HKDF-Expand without its secret"));
  CHECK(unfit(outside::read_mbedtls, "T\ngcm_selftest:\n", "no case of an AEAD, HKDF or HMAC"));
  CHECK(unfit(outside::read_mbedtls, "T\ntest_hkdf:4:\"00\":\"\":\"\":\"00\"\n", "another algorithm"));
}

TEST_CASE("associated data is split so that neither part is larger than the library makes it") {
  const auto headers = [](std::size_t size) {
    std::vector<std::size_t> all;
    for (const auto split : outside::splits_of(size)) {
      all.push_back(split.header);
      CHECK(split.header <= e3::max_header_size);
      CHECK(size - split.header <= e3::max_extra_aad_size);
    }
    return all;
  };
  CHECK(headers(0) == std::vector<std::size_t>{0});
  CHECK(headers(1) == std::vector<std::size_t>{0, 1});
  CHECK(headers(76) == std::vector<std::size_t>{0, 76});
  CHECK(headers(128) == std::vector<std::size_t>{0, 76});
  CHECK(headers(129) == std::vector<std::size_t>{76});
  CHECK(headers(204) == std::vector<std::size_t>{76});
}
