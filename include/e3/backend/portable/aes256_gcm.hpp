#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "e3/backend/portable/aes256.hpp"
#include "e3/backend/portable/ghash.hpp"
#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/words.hpp"
#include "e3/core/big_endian.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/constant_time.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/core/wipe.hpp"
#include "e3/crypto/aead.hpp"

// Implementation notes
//
// A call of AES makes two blocks, and the block that masks the tag shares the first one with the first block of key
// stream: 24 bytes take 2 calls, 48 bytes still 2, 256 bytes 9.

namespace e3 {

namespace detail {

/// What AES-256-GCM computes from a key once: its round keys and the hash key.
template <Kernels K>
struct Aes256GcmSchedule {
  std::conditional_t<K.round_keys == RoundKeys::compact, Aes256CompactKeys, Aes256RoundKeys> round_keys{};
  GhashKey<K> hash_key{};

  constexpr void expand(FixedBytes<key_size> key) noexcept {
    expand_aes256<K>(key, round_keys);
    AesSlices zeros{};
    encrypt_two_blocks<K>(round_keys, zeros);
    hash_key.set(
        {big_endian_word(zeros[0]), big_endian_word(zeros[2]), big_endian_word(zeros[4]), big_endian_word(zeros[6])});
  }

  static constexpr std::uint32_t big_endian_word(std::uint32_t little) noexcept {
    return little << 24 | (little & 0xFF00) << 8 | (little >> 8 & 0xFF00) | little >> 24;
  }
};

/// One message under a schedule.
template <Kernels K>
class Aes256GcmMessage {
 public:
  constexpr Aes256GcmMessage(const Aes256GcmSchedule<K>& schedule, FixedBytes<nonce_size> nonce) noexcept
      : schedule_{schedule}, nonce_{nonce} {
    next_blocks();
    for (std::size_t c = 0; c < 4; ++c) {
      mask_[c] = stream_[2 * c];
    }
  }

  /// XORs the key stream; `out` may be `in`.
  constexpr void crypt(Bytes in, std::uint8_t* out) noexcept {
    // The first block of all is the mask.
    std::size_t used = 16;
    for (std::size_t i = 0; i < in.size(); ++i) {
      if (used == 32) {
        next_blocks();
        used = 0;
      }
      const std::uint32_t word = stream_[used % 16 / 4 * 2 + used / 16];
      out[i] = static_cast<std::uint8_t>(in[i] ^ word >> used % 4 * 8);
      ++used;
    }
  }

  constexpr std::array<std::uint8_t, tag_size> tag(Aad aad, Bytes text) const noexcept {
    Ghash<K> hash{schedule_.hash_key};
    hash.update(aad.header);
    hash.update(aad.extra);
    hash.pad();
    hash.update(text);
    hash.pad();
    const GhashBlock block = hash.finish(aad.header.size() + aad.extra.size(), text.size());
    std::array<std::uint8_t, tag_size> result{};
    for (std::size_t i = 0; i < 4; ++i) {
      store_big_endian(block[i], result.data() + 4 * i);
      for (std::size_t j = 0; j < 4; ++j) {
        result[4 * i + j] = static_cast<std::uint8_t>(result[4 * i + j] ^ mask_[i] >> 8 * j);
      }
    }
    return result;
  }

 private:
  constexpr void next_blocks() noexcept {
    for (std::size_t c = 0; c < 3; ++c) {
      stream_[2 * c] = stream_[2 * c + 1] = load_little_endian<K>(nonce_.data() + 4 * c);
    }
    stream_[6] = Aes256GcmSchedule<K>::big_endian_word(counter_++);
    stream_[7] = Aes256GcmSchedule<K>::big_endian_word(counter_++);
    encrypt_two_blocks<K>(schedule_.round_keys, stream_);
  }

  const Aes256GcmSchedule<K>& schedule_;
  FixedBytes<nonce_size> nonce_;
  std::uint32_t counter_ = 1;
  std::array<std::uint32_t, 4> mask_{};
  AesSlices stream_{};
};

}  // namespace detail

/// AES-256-GCM (NIST SP 800-38D) in portable C++; satisfies `e3::Aead`.
template <Kernels K>
class PortableAes256Gcm {
 public:
  static constexpr bool constant_time = true;

  /// What a key is expanded to.
  using Schedule = detail::Aes256GcmSchedule<K>;

  constexpr PortableAes256Gcm() noexcept = default;
  constexpr PortableAes256Gcm(PortableAes256Gcm&& other) noexcept { take_over(other); }
  constexpr PortableAes256Gcm& operator=(PortableAes256Gcm&& other) noexcept {
    if (this != &other) {
      take_over(other);
    }
    return *this;
  }
  PortableAes256Gcm(const PortableAes256Gcm&) = delete;
  PortableAes256Gcm& operator=(const PortableAes256Gcm&) = delete;
  constexpr ~PortableAes256Gcm() { clear(); }

  [[nodiscard]] constexpr Result<void> rekey(Suite suite, FixedBytes<key_size> key) noexcept {
    clear();
    if (suite != Suite::aes_256_gcm) {
      return Error::suite_refused;
    }
    schedule_.expand(key);
    keyed_ = true;
    return {};
  }

  [[nodiscard]] constexpr bool seal(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
    if (!keyed_) {
      return false;
    }
    detail::Aes256GcmMessage<K> message{schedule_, nonce};
    message.crypt(in, out.data());
    const auto tag = message.tag(aad, out.first(in.size()));
    copy(FixedBytes<tag_size>{tag}, MutableFixedBytes<tag_size>{out.last(tag_size)});
    return true;
  }

  [[nodiscard]] constexpr bool open(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
    if (!keyed_) {
      return false;
    }
    detail::Aes256GcmMessage<K> message{schedule_, nonce};
    const Bytes text = in.first(in.size() - tag_size);
    if (!equal(FixedBytes<tag_size>{message.tag(aad, text)}, FixedBytes<tag_size>{in.last(tag_size)})) {
      return false;
    }
    message.crypt(text, out.data());
    return true;
  }

 private:
  constexpr void take_over(PortableAes256Gcm& other) noexcept {
    schedule_ = other.schedule_;
    keyed_ = other.keyed_;
    other.clear();
  }
  constexpr void clear() noexcept {
    schedule_ = {};
    keyed_ = false;
  }

  Schedule schedule_;
  bool keyed_ = false;
};

}  // namespace e3
