#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/backend/portable/kernels.hpp"
#include "e3/core/big_endian.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/wipe.hpp"
#include "e3/crypto/hmac.hpp"

// Implementation notes
//
// Functions that see a secret are not inlined, so that what they leave lies below a caller that burns its stack.

namespace e3::detail {

/// The first 32 bits of the fractions of the cube roots of the first 64 primes (FIPS 180-4, section 4.2.2).
inline constexpr std::array<std::uint32_t, 64> sha256_constants{
    0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
    0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
    0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
    0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
    0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
    0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
    0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
    0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2};

/// SHA-256 (FIPS 180-4) of messages of at most 511 MiB. Wipes its state when it goes.
template <Build B>
class Sha256 {
 public:
  constexpr Sha256() noexcept { start(); }
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  constexpr ~Sha256() {
    if (!std::is_constant_evaluated()) {
      wipe_object(state_);
      wipe_object(block_);
    }
  }

  /// Begins another message.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void start() noexcept {
    state_ = {0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19};
    size_ = 0;
  }

#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void update(Bytes data) noexcept {
    for (const std::uint8_t byte : data) {
      put(byte);
    }
  }

  /// Ends the message. Next comes `start`.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void finish(MutableFixedBytes<sha256_size> out) noexcept {
    const std::uint32_t bits = size_ * 8;
    put(0x80);
    while (size_ % 64 != 56) {
      put(0);
    }
    block_[14] = 0;
    block_[15] = bits;
    compress();
    for (std::size_t i = 0; i < 8; ++i) {
      store_big_endian(state_[i], out.data() + 4 * i);
    }
  }

 private:
  constexpr void put(std::uint8_t byte) noexcept {
    std::uint32_t& word = block_[size_ / 4 % 16];
    word = word << 8 | byte;
    if (++size_ % 64 == 0) {
      compress();
    }
  }

  // Section 6.2.2; the message schedule takes the place of the block, word by word.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void compress() noexcept {
    std::array<std::uint32_t, 8> v = state_;
    auto& [a, b, c, d, e, f, g, h] = v;
    for (std::size_t i = 0; i < 64; ++i) {
      const std::uint32_t first = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + (g ^ (e & (f ^ g))) +
                                  sha256_constants[i] + block_[i % 16];
      const std::uint32_t second = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) | (c & (a | b)));
      d += first;
      if constexpr (B == Build::tiny) {
        for (std::size_t j = 7; j > 0; --j) {
          v[j] = v[j - 1];
        }
      } else {
        h = g;
        g = f;
        f = e;
        e = d;
        d = c;
        c = b;
        b = a;
      }
      a = first + second;
      // The word of 16 rounds later, also when there are none: that costs less than to ask.
      const std::uint32_t early = block_[(i + 1) % 16];
      const std::uint32_t late = block_[(i + 14) % 16];
      block_[i % 16] += (std::rotr(early, 7) ^ std::rotr(early, 18) ^ early >> 3) + block_[(i + 9) % 16] +
                        (std::rotr(late, 17) ^ std::rotr(late, 19) ^ late >> 10);
    }
    for (std::size_t i = 0; i < 8; ++i) {
      state_[i] += v[i];
    }
  }

  std::array<std::uint32_t, 8> state_;
  // Words of the block that are not filled yet hold what they like: shifts push it out.
  std::array<std::uint32_t, 16> block_{};
  std::uint32_t size_;
};

}  // namespace e3::detail
