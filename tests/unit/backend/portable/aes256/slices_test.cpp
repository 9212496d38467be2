#include "e3/backend/portable/aes256/slices.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/backend/portable/aes256/round_keys.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

namespace {

using e3::detail::AesSlices;

/// Two AES states as bytes: block, column, row.
using States = std::array<std::array<std::array<std::uint8_t, 4>, 4>, 2>;

States random_states(std::uint64_t seed) {
  support::Random random{seed};
  States states{};
  for (auto& block : states) {
    for (auto& column : block) {
      random.fill(column);
    }
  }
  return states;
}

AesSlices words_of(const States& states) {
  AesSlices words{};
  for (std::size_t b = 0; b < 2; ++b) {
    for (std::size_t c = 0; c < 4; ++c) {
      for (std::size_t r = 0; r < 4; ++r) {
        words[2 * c + b] |= std::uint32_t{states[b][c][r]} << 8 * r;
      }
    }
  }
  return words;
}

/// FIPS 197, section 5.1.2, `times` times.
States shifted(const States& states, std::size_t times) {
  States result{};
  for (std::size_t b = 0; b < 2; ++b) {
    for (std::size_t c = 0; c < 4; ++c) {
      for (std::size_t r = 0; r < 4; ++r) {
        result[b][c][r] = states[b][(c + times * r) % 4][r];
      }
    }
  }
  return result;
}

std::uint8_t doubled(std::uint8_t byte) { return static_cast<std::uint8_t>(byte << 1 ^ (byte >> 7) * 0x1B); }

/// FIPS 197, section 5.1.3.
States mixed(const States& states) {
  States result{};
  for (std::size_t b = 0; b < 2; ++b) {
    for (std::size_t c = 0; c < 4; ++c) {
      const auto& column = states[b][c];
      for (std::size_t r = 0; r < 4; ++r) {
        const std::uint8_t next = column[(r + 1) % 4];
        result[b][c][r] = static_cast<std::uint8_t>(doubled(column[r]) ^ doubled(next) ^ next ^ column[(r + 2) % 4] ^
                                                    column[(r + 3) % 4]);
      }
    }
  }
  return result;
}

AesSlices sliced(const States& states) {
  AesSlices slices = words_of(states);
  e3::detail::transpose(slices);
  return slices;
}

}  // namespace

TEST_CASE("slices have the bit of row r, column c and block b at place 8 r + 2 c + b") {
  const States states = random_states(1);
  const AesSlices slices = sliced(states);
  for (std::size_t b = 0; b < 2; ++b) {
    for (std::size_t c = 0; c < 4; ++c) {
      for (std::size_t r = 0; r < 4; ++r) {
        for (unsigned i = 0; i < 8; ++i) {
          REQUIRE((slices[i] >> (8 * r + 2 * c + b) & 1U) == (std::uint32_t{states[b][c][r]} >> i & 1U));
        }
      }
    }
  }
}

TEST_CASE("slices become words again, and the rolled form does the same") {
  const AesSlices words = words_of(random_states(2));
  AesSlices slices = words;
  e3::detail::transpose(slices);
  CHECK(slices != words);
  AesSlices rolled = words;
  e3::detail::transpose_rolled(rolled);
  CHECK(rolled == slices);
  e3::detail::transpose(slices);
  CHECK(slices == words);
}

TEST_CASE("ShiftRows twice in words is ShiftRows twice") {
  const States states = random_states(3);
  AesSlices words = words_of(states);
  e3::detail::shift_rows_twice(words);
  CHECK(words == words_of(shifted(states, 2)));
}

TEST_CASE("MixColumns after ShiftRows was left out j times is MixColumns between ShiftRows and back, plus the key") {
  const States states = random_states(4);
  e3::detail::Aes256RoundKeys keys{};
  for (std::size_t i = 0; i < 8; ++i) {
    keys[8 * 5 + i] = static_cast<std::uint32_t>(0x0101'0305 * (i + 1));
  }
  for (unsigned j = 0; j < 4; ++j) {
    CAPTURE(j);
    const AesSlices expected = sliced(shifted(mixed(shifted(states, j)), 4 - j));
    AesSlices rolled = sliced(states);
    e3::detail::mix_columns_rolled(rolled, j);
    CHECK(rolled == expected);
    e3::detail::add_round_key(rolled, keys, 5);
    CHECK(rolled != expected);
    AesSlices slices = sliced(states);
    e3::detail::mix_columns(slices, j, keys, 5);
    CHECK(slices == rolled);
  }
}

TEST_CASE("another number of rows left out gives other columns") {
  const States states = random_states(5);
  const AesSlices expected = sliced(shifted(mixed(shifted(states, 1)), 3));
  for (const unsigned j : {0U, 2U, 3U}) {
    AesSlices slices = sliced(states);
    e3::detail::mix_columns_rolled(slices, j);
    CHECK(slices != expected);
  }
}
