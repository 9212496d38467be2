#include "outside/sources.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "outside/readers/readers.hpp"

namespace outside {

namespace {

struct Reader {
  std::string_view name;
  Cases (*read)(const File&);
};

constexpr std::array readers = {
    Reader{"cavp", read_cavp},
    Reader{"wycheproof", read_wycheproof},
    Reader{"boringssl-aes-256-gcm", [](const File& file) { return read_boringssl_aead(file, e3::Suite::aes_256_gcm); }},
    Reader{"boringssl-chacha20-poly1305",
           [](const File& file) { return read_boringssl_aead(file, e3::Suite::chacha20_poly1305); }},
    Reader{"boringssl-hmac", read_boringssl_hmac},
    Reader{"ring-aes-256-gcm", [](const File& file) { return read_ring_aead(file, e3::Suite::aes_256_gcm); }},
    Reader{"ring-chacha20-poly1305",
           [](const File& file) { return read_ring_aead(file, e3::Suite::chacha20_poly1305); }},
    Reader{"ring-hkdf", read_ring_hkdf},
    // ring took its cases of HMAC, and their format, from BoringSSL.
    Reader{"ring-hmac", read_boringssl_hmac},
    Reader{"cryptography-chacha20-poly1305", read_cryptography_aead},
    Reader{"cryptography-hkdf", read_cryptography_hkdf},
    Reader{"cryptography-hmac", read_cryptography_hmac},
    Reader{"go-chacha20-poly1305", read_go_aead},
    Reader{"go-hkdf", read_go_hkdf},
    Reader{"botan", read_botan},
    Reader{"mbedtls", read_mbedtls},
};

}  // namespace

std::string Source::title() const { return package + " " + path.substr(path.rfind('/') + 1); }

std::vector<Source> sources_in(std::string_view text) {
  std::vector<Source> sources;
  std::size_t number = 0;
  for (const auto line : lines_of(text)) {
    ++number;
    if (trimmed(line).empty() || line.starts_with('#')) {
      continue;
    }
    std::istringstream fields{std::string{line}};
    Source source;
    std::string origin;
    std::string hash;
    std::string more;
    fields >> origin >> source.package >> source.version >> source.reader >> source.read >> source.run >> hash >>
        source.path;
    if (!fields || fields >> more) {
      refuse("sources.txt", number, "this line has not the eight fields that the head of the file names");
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

Cases cases_of(const Source& source, std::string_view text) {
  for (const auto& reader : readers) {
    if (reader.name == source.reader) {
      const auto title = source.title();
      Cases cases = reader.read({.name = title, .text = text});
      if (cases.size() != source.read) {
        refuse(
            title, 0,
            std::to_string(cases.size()) + " cases were read, and sources.txt states " + std::to_string(source.read));
      }
      return cases;
    }
  }
  refuse(source.title(), 0, "there is no reader " + source.reader);
}

std::string contents(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{stream}, {}};
  if (!stream) {
    throw std::runtime_error(file.string() + " cannot be read");
  }
  return text;
}

}  // namespace outside
