#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"

// Implementation notes
//
// Every output lies in a buffer full of garbage, with a guard on both sides:
//
//   guard (16) | offset (0 to 15) | output | rest and guard, all still garbage afterwards

namespace e3::testing::detail {

/// Byte `n` becomes `seed + 31 n + 17 (n / 256)`, modulo 256.
constexpr void fill(MutableBytes out, std::size_t seed) noexcept {
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(seed + 31 * i + 17 * (i / 256));
  }
}

/// True if both hold the same bytes.
constexpr bool same_bytes(Bytes first, Bytes second) noexcept {
  bool same = first.size() == second.size();
  for (std::size_t i = 0; same && i < first.size(); ++i) {
    same = first[i] == second[i];
  }
  return same;
}

/// True if every byte is `value`.
constexpr bool all_are(Bytes bytes, std::uint8_t value) noexcept {
  bool all = true;
  for (const std::uint8_t byte : bytes) {
    all = all && byte == value;
  }
  return all;
}

/// The FNV-1a hash of 64 bits, to state an answer in one number.
constexpr std::uint64_t fnv1a(Bytes bytes) noexcept {
  std::uint64_t value = 0xCBF29CE484222325;
  for (const std::uint8_t byte : bytes) {
    value = (value ^ byte) * 0x100000001B3;
  }
  return value;
}

/// The inputs of one call but the payload.
struct AeadInputs {
  std::array<std::uint8_t, key_size> key{};
  std::array<std::uint8_t, nonce_size> nonce{};
  std::array<std::uint8_t, max_header_size> header{};
  std::array<std::uint8_t, max_extra_aad_size> extra{};
  std::size_t header_size = 0;
  std::size_t extra_size = 0;

  [[nodiscard]] Aad aad() const noexcept { return {Bytes{header}.first(header_size), Bytes{extra}.first(extra_size)}; }
};

/// The sizes of the two parts of associated data, in bytes.
struct AadSizes {
  std::size_t header;
  std::size_t extra;
};

/// The inputs with number `i`, by which those of the known answers are told apart.
constexpr AeadInputs aead_inputs(std::size_t i, AadSizes sizes) noexcept {
  AeadInputs made;
  fill(made.key, 3 * i + 1);
  fill(made.nonce, 5 * i + 2);
  fill(made.header, 7 * i + 3);
  fill(made.extra, 11 * i + 4);
  made.header_size = sizes.header;
  made.extra_size = sizes.extra;
  return made;
}

/// An output of up to `Size` bytes whose surroundings are watched.
template <std::size_t Size>
class GuardedOutput {
 public:
  /// A fresh output of `size` bytes at `offset` from an aligned address, 0 to 15, with garbage in it and around it.
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): an output at a large offset would be no place in the buffer
  MutableBytes place(std::size_t offset, std::size_t size) noexcept {
    buffer_.fill(garbage);
    first_ = guard + offset;
    end_ = first_ + size;
    return MutableBytes{buffer_}.subspan(first_, size);
  }

  /// Whether all around the output is as it was.
  [[nodiscard]] bool keeps_inside() const noexcept {
    return all_are(Bytes{buffer_}.first(first_), garbage) && all_are(Bytes{buffer_}.subspan(end_), garbage);
  }

 private:
  static constexpr std::size_t guard = 16;
  static constexpr std::uint8_t garbage = 0xA7;

  alignas(16) std::array<std::uint8_t, guard + 16 + Size + guard> buffer_{};
  std::size_t first_ = guard;
  std::size_t end_ = guard;
};

}  // namespace e3::testing::detail
