#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include "outside/readers/readers.hpp"

namespace outside {

namespace {

/// A field of a struct literal: bytes, or a name such as sha256.New.
struct Field {
  ByteVector bytes;
  std::string_view name;
};

struct Literal {
  std::size_t line = 0;
  std::vector<Field> fields;
};

/// Reads `{ {field, ...}, ... }`: a field is "hexadecimal digits", []byte{0x0b, ...}, nil or a name.
class Literals {
 public:
  /// Reads from the line on that declares `variable`, a slice of structs.
  Literals(const File& file, std::string_view variable) : file_{file} {
    const auto declared = file.text.find("var " + std::string{variable} + " = []");
    if (declared == std::string_view::npos) {
      refuse("there is no variable " + std::string{variable});
    }
    // The element type may be an anonymous struct, with braces of its own, in which no literal begins.
    do {
      place_ = file.text.find('{', place_ == 0 ? declared : place_ + 1);
      if (place_ == std::string_view::npos) {
        place_ = declared;
        refuse("the variable " + std::string{variable} + " is no list of structs");
      }
    } while (!begins_list());
  }

  std::vector<Literal> read() {
    std::vector<Literal> literals;
    expect("{");
    while (!take("}")) {
      literals.push_back(literal());
      expect(",");
    }
    return literals;
  }

 private:
  Literal literal() {
    expect("{");
    Literal one{.line = line(), .fields = {}};
    while (!take("}")) {
      one.fields.push_back(field());
      expect(",");
    }
    return one;
  }

  Field field() {
    if (take("[]byte{")) {
      return {.bytes = byte_list(), .name = {}};
    }
    if (take("\"")) {
      const auto digits = until("\"");
      expect("\"");
      return {.bytes = from_hex(digits, file_.name, line()), .name = {}};
    }
    if (take("nil")) {
      return {};
    }
    const auto start = place_;
    while (place_ < file_.text.size() &&
           (std::isalnum(static_cast<unsigned char>(file_.text[place_])) != 0 || file_.text[place_] == '.')) {
      ++place_;
    }
    if (place_ == start) {
      refuse("the reader does not know what this field is");
    }
    return {.bytes = {}, .name = file_.text.substr(start, place_ - start)};
  }

  ByteVector byte_list() {
    ByteVector bytes;
    while (!take("}")) {
      expect("0x");
      const auto byte = from_hex(until(",}"), file_.name, line());
      if (byte.size() != 1) {
        refuse("this is not one byte");
      }
      bytes.push_back(byte.front());
      if (!take(",")) {
        expect("}");
        break;
      }
    }
    return bytes;
  }

  /// True if a list of literals begins here.
  [[nodiscard]] bool begins_list() {
    const auto here = place_;
    const bool begins = take("{") && take("{");
    place_ = here;
    return begins;
  }

  [[nodiscard]] bool take(std::string_view token) {
    skip_blanks();
    if (!file_.text.substr(place_).starts_with(token)) {
      return false;
    }
    place_ += token.size();
    return true;
  }

  void expect(std::string_view token) {
    if (!take(token)) {
      refuse("here should be " + std::string{token});
    }
  }

  /// What is before the first of `ends`, which stays.
  std::string_view until(std::string_view ends) {
    const auto end = file_.text.find_first_of(ends, place_);
    if (end == std::string_view::npos) {
      refuse("this has no end");
    }
    const auto start = std::exchange(place_, end);
    return file_.text.substr(start, end - start);
  }

  void skip_blanks() {
    for (;;) {
      while (place_ < file_.text.size() && std::isspace(static_cast<unsigned char>(file_.text[place_])) != 0) {
        ++place_;
      }
      if (!file_.text.substr(place_).starts_with("//")) {
        return;
      }
      place_ = std::min(file_.text.find('\n', place_), file_.text.size());
    }
  }

  [[nodiscard]] std::size_t line() const { return lines_of(file_.text.substr(0, place_ + 1)).size(); }
  [[noreturn]] void refuse(const std::string& what) const { outside::refuse(file_.name, line(), what); }

  File file_;
  std::size_t place_ = 0;
};

}  // namespace

Cases read_go_aead(const File& file) {
  Cases cases;
  for (auto& [line, fields] : Literals{file, "chacha20Poly1305Tests"}.read()) {
    if (fields.size() != 5) {
      refuse(file.name, line, "this case has not five fields");
    }
    ByteVector& sealed = fields[4].bytes;
    const ByteVector& plaintext = fields[0].bytes;
    if (sealed.size() != plaintext.size() + e3::tag_size) {
      refuse(file.name, line, "what is sealed is not the size of the plaintext and a tag");
    }
    const auto tag = sealed.begin() + static_cast<std::ptrdiff_t>(plaintext.size());
    cases.aead.push_back({.suite = e3::Suite::chacha20_poly1305,
                          .key = fields[2].bytes,
                          .nonce = fields[3].bytes,
                          .aad = fields[1].bytes,
                          .plaintext = plaintext,
                          .ciphertext = {sealed.begin(), tag},
                          .tag = {tag, sealed.end()},
                          .name = at(file.name, line)});
  }
  return cases;
}

Cases read_go_hkdf(const File& file) {
  Cases cases;
  for (const auto& [line, fields] : Literals{file, "hkdfTests"}.read()) {
    if (fields.size() != 6) {
      refuse(file.name, line, "this case has not six fields");
    }
    const auto hash = fields[0].name;
    const auto name = at(file.name, line);
    if (hash == "sha256.New") {
      cases.hmac.push_back({.key = fields[2].bytes, .message = fields[1].bytes, .tag = fields[3].bytes, .name = name});
      cases.hkdf.push_back({.salt = fields[2].bytes,
                            .secret = fields[1].bytes,
                            .info = fields[4].bytes,
                            .okm = fields[5].bytes,
                            .name = name});
    } else if (hash == "sha1.New" || hash == "sha512.New" || hash == "md5.New") {
      ++cases.unfit["another algorithm"];
    } else {
      refuse(file.name, line, "the reader does not know this hash");
    }
  }
  return cases;
}

}  // namespace outside
