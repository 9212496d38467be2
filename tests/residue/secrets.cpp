#include "secrets.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "e3/core/bytes.hpp"

namespace residue {

namespace {

using ByteVector = std::vector<std::uint8_t>;
using State = std::array<std::uint32_t, 8>;

/// The first 32 bits of the fractional parts of roots of the first primes.
std::array<std::uint32_t, 64> fractions_of_roots(double (*root)(double)) {
  std::array<std::uint32_t, 64> result{};
  std::size_t count = 0;
  for (unsigned number = 2; count < result.size(); ++number) {
    bool prime = true;
    for (unsigned divisor = 2; divisor * divisor <= number; ++divisor) {
      prime = prime && number % divisor != 0;
    }
    if (prime) {
      const double exact = root(number);
      result[count++] = static_cast<std::uint32_t>((exact - std::floor(exact)) * 4'294'967'296.0);
    }
  }
  return result;
}

void compress(State& state, e3::Bytes block) {
  static const auto round_constants = fractions_of_roots(std::cbrt);
  std::array<std::uint32_t, 64> w{};
  for (std::size_t i = 0; i < 64; ++i) {
    if (i < 16) {
      for (std::size_t j = 0; j < 4; ++j) {
        w[i] = w[i] << 8 | block[4 * i + j];
      }
    } else {
      const std::uint32_t a = w[i - 15];
      const std::uint32_t b = w[i - 2];
      w[i] = w[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3) + w[i - 7] +
             (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10);
    }
  }
  State s = state;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
    const std::uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    const std::uint32_t t1 =
        s[7] + (std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25)) + choice + round_constants[i] + w[i];
    const std::uint32_t t2 = (std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22)) + majority;
    s = {t1 + t2, s[0], s[1], s[2], s[3] + t1, s[4], s[5], s[6]};
  }
  for (std::size_t i = 0; i < state.size(); ++i) {
    state[i] += s[i];
  }
}

Key sha256(ByteVector message) {
  const std::uint64_t bits = 8 * std::uint64_t{message.size()};
  message.push_back(0x80);
  message.resize((message.size() + 8 + 63) / 64 * 64 - 8);
  for (int shift = 56; shift >= 0; shift -= 8) {
    message.push_back(static_cast<std::uint8_t>(bits >> shift));
  }
  const auto roots = fractions_of_roots(std::sqrt);
  State state{};
  std::copy_n(roots.begin(), state.size(), state.begin());
  for (std::size_t done = 0; done < message.size(); done += 64) {
    compress(state, e3::Bytes{message}.subspan(done, 64));
  }
  Key digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  }
  return digest;
}

std::uint8_t times(std::uint8_t a, std::uint8_t b) {
  std::uint8_t product = 0;
  for (int i = 0; i < 8; ++i) {
    product = static_cast<std::uint8_t>(product ^ ((b >> i & 1) != 0 ? a : 0));
    a = static_cast<std::uint8_t>(a << 1 ^ ((a & 0x80) != 0 ? 0x1B : 0));
  }
  return product;
}

std::uint8_t substitute(std::uint8_t byte) {
  std::uint8_t inverse = 0;
  for (unsigned candidate = 1; candidate < 256; ++candidate) {
    if (times(byte, static_cast<std::uint8_t>(candidate)) == 1) {
      inverse = static_cast<std::uint8_t>(candidate);
    }
  }
  return static_cast<std::uint8_t>(inverse ^ std::rotl(inverse, 1) ^ std::rotl(inverse, 2) ^ std::rotl(inverse, 3) ^
                                   std::rotl(inverse, 4) ^ 0x63);
}

}  // namespace

Key hmac(e3::Bytes key, const ByteVector& data) {
  ByteVector inner(64, 0x36);
  ByteVector outer(64, 0x5C);
  for (std::size_t i = 0; i < key.size(); ++i) {
    inner[i] ^= key[i];
    outer[i] ^= key[i];
  }
  inner.insert(inner.end(), data.begin(), data.end());
  const Key digest = sha256(inner);
  outer.insert(outer.end(), digest.begin(), digest.end());
  return sha256(outer);
}

Key pseudorandom_key(const Key& secret) {
  constexpr std::array<std::uint8_t, 5> salt{'E', '3', ' ', 'v', '1'};
  return hmac(salt, {secret.begin(), secret.end()});
}

Key first_block(const Key& prk, const char* label, const ByteVector& rest) {
  ByteVector info;
  for (; *label != '\0'; ++label) {
    info.push_back(static_cast<std::uint8_t>(*label));
  }
  info.insert(info.end(), rest.begin(), rest.end());
  info.push_back(1);
  return hmac(prk, info);
}

RoundKeys aes_256_round_keys(const Key& key) {
  RoundKeys result{};
  const auto at = [&result](std::size_t i) -> std::uint8_t& { return result[i / 16][i % 16]; };
  for (std::size_t i = 0; i < key.size(); ++i) {
    at(i) = key[i];
  }
  std::uint8_t constant = 1;
  for (std::size_t word = 8; word < 60; ++word) {
    for (std::size_t i = 0; i < 4; ++i) {
      std::uint8_t byte = at(4 * word - 4 + i);
      if (word % 8 == 0) {
        byte = static_cast<std::uint8_t>(substitute(at(4 * word - 4 + (i + 1) % 4)) ^ (i == 0 ? constant : 0));
      } else if (word % 8 == 4) {
        byte = substitute(byte);
      }
      at(4 * word + i) = static_cast<std::uint8_t>(byte ^ at(4 * word - 32 + i));
    }
    if (word % 8 == 0) {
      constant = times(constant, 2);
    }
  }
  return result;
}

}  // namespace residue
