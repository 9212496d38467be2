#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "e3/core/suite.hpp"
#include "support/byte_arrays.hpp"

namespace outside {

using support::ByteVector;

/// What a stranger says of one sealed message. Its tag may be truncated.
struct AeadCase {
  e3::Suite suite{};
  ByteVector key;
  ByteVector nonce;
  ByteVector aad;
  ByteVector plaintext;  ///< of a valid case; what an invalid one has here says nothing
  ByteVector ciphertext;
  ByteVector tag;
  bool valid = true;       ///< false: it must not open
  std::size_t source = 0;  ///< number of the source in sources.txt
  std::string name;        ///< file and line, or file and the case's own number
};

/// What a stranger says of HKDF-SHA-256.
struct HkdfCase {
  ByteVector salt;
  ByteVector secret;
  ByteVector info;
  ByteVector okm;
  std::size_t source = 0;
  std::string name;
};

/// What a stranger says of HMAC-SHA-256. Its tag may be truncated. HKDF-Extract is HMAC of a secret under a salt, so a
/// pseudorandom key that a source states is a case of these too.
struct HmacCase {
  ByteVector key;
  ByteVector message;
  ByteVector tag;
  bool valid = true;  ///< false: the tag is another
  std::size_t source = 0;
  std::string name;
};

/// Everything in one file. Each case is in one of the four.
struct Cases {
  std::vector<AeadCase> aead;
  std::vector<HkdfCase> hkdf;
  std::vector<HmacCase> hmac;
  std::map<std::string, std::size_t> unfit;  ///< how many have no place in the structs above, by reason

  [[nodiscard]] std::size_t size() const {
    std::size_t sum = aead.size() + hkdf.size() + hmac.size();
    for (const auto& [reason, count] : unfit) {
      sum += count;
    }
    return sum;
  }
};

}  // namespace outside
