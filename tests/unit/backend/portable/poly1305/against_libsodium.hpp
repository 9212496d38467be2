#pragma once

#include <sodium.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/words.hpp"
#include "support/byte_arrays.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

// Poly1305 on whole blocks, by E3 and by libsodium: random ones, and those in which carries run.

namespace poly1305 {

using Key = std::array<std::uint8_t, 32>;

template <class Poly>
constexpr std::array<std::uint8_t, 16> tag(const Key& key, e3::Bytes blocks) noexcept {
  Poly poly;
  poly.work = {};
  e3::detail::load_words<e3::kernels_here, 8>(key.data(), poly.work.data());
  poly.start();
  for (std::size_t at = 0; at < blocks.size(); at += 16) {
    // Both ways to give a block.
    if (at % 32 == 0) {
      poly.block(blocks.data() + at);
    } else {
      e3::detail::load_words<e3::kernels_here, 4>(blocks.data() + at, poly.work.data());
      poly.block_in_work();
    }
  }
  poly.finish();
  std::array<std::uint8_t, 16> out{};
  e3::detail::store_words<e3::kernels_here, 4>(poly.work.data(), out.data());
  return out;
}

inline std::array<std::uint8_t, 16> by_libsodium(const Key& key, e3::Bytes blocks) {
  std::array<std::uint8_t, 16> out{};
  crypto_onetimeauth_poly1305(out.data(), blocks.data(), blocks.size(), key.data());
  return out;
}

/// Words from which carries run: the ends of limbs of 26, 32 and 64 bits, and of the modulus.
inline std::uint8_t edge(support::Random& random) {
  constexpr std::array<std::uint8_t, 8> bytes{0xFF, 0xFF, 0xFF, 0x00, 0xFB, 0xFC, 0x03, 0x05};
  return bytes[random.index(bytes.size())];
}

template <class Poly>
void agrees_with_libsodium() {
  support::Random random{5};
  for (int turn = 0; turn < 3000; ++turn) {
    CAPTURE(turn);
    Key key{};
    support::ByteVector blocks(16 * random.index(9));
    random.fill(key);
    random.fill(blocks);
    if (turn % 3 == 1) {
      for (auto& byte : key) {
        byte = edge(random);
      }
    }
    if (turn % 3 > 0) {
      for (auto& byte : blocks) {
        byte = turn % 2 == 0 ? 0xFF : edge(random);
      }
    }
    REQUIRE(tag<Poly>(key, blocks) == by_libsodium(key, blocks));
  }
}

/// With r = 2 a block of zeros and one of ones sum and multiply to 2^131 - 2: folding 2^130 back carries through every
/// limb and word, which random messages do not reach.
template <class Poly>
bool carries_through() {
  bool good = true;
  for (unsigned less = 0; less < 8; ++less) {
    const Key key{2};
    std::array<std::uint8_t, 32> blocks{};
    for (std::size_t i = 16; i < 32; ++i) {
      blocks[i] = 0xFF;
    }
    blocks[16] = static_cast<std::uint8_t>(0xFF - less);
    good = good && tag<Poly>(key, blocks) == by_libsodium(key, blocks);
  }
  return good;
}

/// With r = 1 the blocks, each with 2^128 on top, are only summed: two of them to 2^130 - 5 + `more`, which is `more`.
template <class Poly>
bool reduces_about_the_modulus() {
  bool good = true;
  for (std::uint32_t more = 0; more < 4; ++more) {
    const Key key{1};
    std::array<std::uint8_t, 32> blocks;
    // 2^128 - 1 twice and 2^128 twice are 2^130 - 2.
    blocks.fill(0xFF);
    blocks[16] = static_cast<std::uint8_t>(0xFC + more);
    std::array<std::uint8_t, 16> expected{};
    expected[0] = static_cast<std::uint8_t>(more);
    good = good && tag<Poly>(key, blocks) == expected && by_libsodium(key, blocks) == expected;
  }
  return good;
}

/// In constant evaluation: 5 and 7 under r = 1 sum to 12, and 2^129 is left out of the tag, which has the pad on top.
template <class Poly>
constexpr bool evaluates() {
  Key key{1};
  for (std::size_t i = 16; i < 32; ++i) {
    key[i] = static_cast<std::uint8_t>(i);
  }
  constexpr std::array<std::uint8_t, 32> blocks{5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7};
  std::array<std::uint8_t, 16> expected{};
  for (std::size_t i = 0; i < 16; ++i) {
    expected[i] = key[16 + i];
  }
  expected[0] = static_cast<std::uint8_t>(expected[0] + 12);
  return tag<Poly>(key, blocks) == expected;
}

}  // namespace poly1305
