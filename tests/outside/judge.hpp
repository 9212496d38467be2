#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "e3/crypto/aead.hpp"
#include "e3/crypto/hmac.hpp"
#include "outside/case.hpp"

namespace outside {

/// How the associated data of a case goes to a backend: its first bytes as the header, the rest as the caller's own.
struct Split {
  std::size_t header;
};

/// The ways to split `size` bytes: as little and as much as fits into the header.
[[nodiscard]] inline std::vector<Split> splits_of(std::size_t size) {
  std::vector<Split> splits;
  if (size <= e3::max_extra_aad_size) {
    splits.push_back({.header = 0});
  }
  if (size > 0) {
    splits.push_back({.header = std::min(size, e3::max_header_size)});
  }
  return splits;
}

/// What is wrong with a backend's answer to a case; empty if nothing is.
using Fault = std::string;

/// A backend's AEAD with the key of a case, for one way to split its associated data. Refers to the case.
template <class Row, e3::Suite S>
class KeyedAead {
 public:
  KeyedAead(const AeadCase& one, Split split)
      : nonce_{one.nonce},
        aad_{.header = e3::Bytes{one.aad}.first(split.header), .extra = e3::Bytes{one.aad}.subspan(split.header)},
        keyed_{aead_.rekey(S, e3::FixedBytes<e3::key_size>{one.key}).has_value()} {}

  /// False where the backend does not take the key: it lacks the suite, or the machine lacks what the suite needs.
  [[nodiscard]] bool keyed() const { return keyed_; }

  /// Ciphertext and tag; nothing if the backend fails.
  [[nodiscard]] ByteVector seal(const ByteVector& plaintext) {
    ByteVector sealed(plaintext.size() + e3::tag_size);
    return aead_.seal(nonce_, aad_, plaintext, sealed) ? sealed : ByteVector{};
  }

  /// True if the backend accepts; `plaintext` is then what it gives.
  [[nodiscard]] bool open(const ByteVector& sealed, ByteVector& plaintext) {
    plaintext.assign(sealed.size() - e3::tag_size, 0);
    return aead_.open(nonce_, aad_, sealed, plaintext);
  }

 private:
  typename Row::Backend::template Aead<S> aead_;
  e3::FixedBytes<e3::nonce_size> nonce_;
  e3::Aad aad_;
  bool keyed_;
};

[[nodiscard]] inline ByteVector joined(const ByteVector& first, const ByteVector& second) {
  ByteVector whole = first;
  whole.insert(whole.end(), second.begin(), second.end());
  return whole;
}

template <class Row, e3::Suite S>
[[nodiscard]] Fault judge_full_tag(const AeadCase& one, Split split) {
  KeyedAead<Row, S> aead{one, split};
  if (!aead.keyed()) {
    return "the backend does not take the key";
  }
  const ByteVector sealed = joined(one.ciphertext, one.tag);
  ByteVector plaintext;
  if (!one.valid) {
    return aead.open(sealed, plaintext) ? "opens what must not open" : "";
  }
  if (aead.seal(one.plaintext) != sealed) {
    return "seals to other bytes";
  }
  if (!aead.open(sealed, plaintext)) {
    return "does not open";
  }
  return plaintext == one.plaintext ? "" : "opens to other bytes";
}

/// The first bytes of the tag that a backend seals with are the truncated tag, or just not those in an invalid case.
template <class Row, e3::Suite S>
[[nodiscard]] Fault judge_truncated_tag(const AeadCase& one, Split split) {
  KeyedAead<Row, S> aead{one, split};
  if (!aead.keyed()) {
    return "the backend does not take the key";
  }
  ByteVector plaintext = one.plaintext;
  if (!one.valid) {
    // Both suites add a keystream to the plaintext, and zeros sealed are that keystream.
    plaintext = aead.seal(ByteVector(one.ciphertext.size()));
    if (plaintext.empty()) {
      return "does not seal";
    }
    plaintext.resize(one.ciphertext.size());
    for (std::size_t i = 0; i < plaintext.size(); ++i) {
      plaintext[i] ^= one.ciphertext[i];
    }
  }
  const ByteVector sealed = aead.seal(plaintext);
  if (sealed.size() != plaintext.size() + e3::tag_size) {
    return "does not seal";
  }
  if (!std::equal(one.ciphertext.begin(), one.ciphertext.end(), sealed.begin())) {
    return "seals to other ciphertext";
  }
  const auto tag = sealed.begin() + static_cast<std::ptrdiff_t>(one.ciphertext.size());
  if (std::equal(one.tag.begin(), one.tag.end(), tag) != one.valid) {
    return one.valid ? "seals with another tag" : "seals with a tag that must not be";
  }
  return "";
}

template <class Row, e3::Suite S>
[[nodiscard]] Fault judge_split(const AeadCase& one, Split split) {
  return one.tag.size() == e3::tag_size ? judge_full_tag<Row, S>(one, split) : judge_truncated_tag<Row, S>(one, split);
}

template <class Row>
[[nodiscard]] Fault judge(const AeadCase& one) {
  for (const auto split : splits_of(one.aad.size())) {
    const Fault fault = one.suite == e3::Suite::aes_256_gcm
                            ? judge_split<Row, e3::Suite::aes_256_gcm>(one, split)
                            : judge_split<Row, e3::Suite::chacha20_poly1305>(one, split);
    if (!fault.empty()) {
      return fault;
    }
  }
  return "";
}

template <class Row>
[[nodiscard]] Fault judge(const HkdfCase& one) {
  const auto kdf = Row::Backend::Kdf::extract(one.salt, one.secret);
  if (!kdf) {
    return "does not extract";
  }
  ByteVector okm(one.okm.size());
  if (!kdf->expand(one.info, okm)) {
    return "does not expand";
  }
  return okm == one.okm ? "" : "expands to other bytes";
}

template <class Row>
[[nodiscard]] Fault judge(const HmacCase& one) {
  std::array<std::uint8_t, e3::sha256_size> tag{};
  if (!Row::hmac(one.key, one.message, tag)) {
    return "does not authenticate";
  }
  if (std::equal(one.tag.begin(), one.tag.end(), tag.begin()) != one.valid) {
    return one.valid ? "gives another tag" : "gives a tag that must not be";
  }
  return "";
}

/// What a backend made of a list of cases.
struct Verdicts {
  std::vector<std::size_t> right;  ///< cases of each source that it has right
  std::vector<std::string> wrong;  ///< name and fault of each that it has wrong

  [[nodiscard]] std::size_t all_right() const {
    std::size_t sum = 0;
    for (const auto count : right) {
      sum += count;
    }
    return sum;
  }
};

/// Judges a backend by `cases`, which are of `sources` sources.
template <class Row, class Case>
[[nodiscard]] Verdicts judge_all(const std::vector<Case>& cases, std::size_t sources) {
  Verdicts verdicts{.right = std::vector<std::size_t>(sources), .wrong = {}};
  for (const auto& one : cases) {
    const Fault fault = judge<Row>(one);
    if (fault.empty()) {
      ++verdicts.right[one.source];
    } else {
      verdicts.wrong.push_back(one.name + " " + fault);
    }
  }
  return verdicts;
}

}  // namespace outside
