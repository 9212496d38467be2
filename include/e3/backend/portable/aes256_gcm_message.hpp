#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/backend/portable/aes256.hpp"
#include "e3/backend/portable/aes256/round_keys.hpp"
#include "e3/backend/portable/aes256/sbox.hpp"
#include "e3/backend/portable/erase.hpp"
#include "e3/backend/portable/ghash.hpp"
#include "e3/backend/portable/ghash/block.hpp"
#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/words.hpp"
#include "e3/core/big_endian.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"

// Implementation notes
//
// A call of AES makes two blocks, and the block that masks the tag shares the first one with the first block of key
// stream: 24 bytes take 2 calls, 48 bytes still 2, 256 bytes 9.

namespace e3::detail {

/// What AES-256-GCM computes from a key once: its round keys and its hash key.
template <Kernels K>
struct Aes256GcmSchedule {
  std::conditional_t<K.round_keys == RoundKeys::compact, Aes256CompactKeys, Aes256RoundKeys> round_keys;
  GhashKey<K> hash_key;

  /// Becomes the schedule of `key`. Not inlined, so that what it leaves lies below the caller.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void expand(FixedBytes<key_size> key) noexcept {
    expand_aes256<K>(key, round_keys);
    AesSlices zeros{};
    encrypt_two_blocks<K>(round_keys, zeros);
    hash_key.set({swap_bytes(zeros[0]), swap_bytes(zeros[2]), swap_bytes(zeros[4]), swap_bytes(zeros[6])});
  }
};

/// One message under a schedule.
template <Kernels K>
class Aes256GcmMessage {
 public:
  /// `schedule` and `nonce` are used as long as this object is.
  constexpr Aes256GcmMessage(const Aes256GcmSchedule<K>& schedule, FixedBytes<nonce_size> nonce) noexcept
      : schedule_{schedule}, nonce_{nonce.data()} {
    next_blocks();
    for (std::size_t c = 0; c < 4; ++c) {
      mask_[c] = stream_[2 * c];
    }
  }

  Aes256GcmMessage(const Aes256GcmMessage&) = delete;
  Aes256GcmMessage& operator=(const Aes256GcmMessage&) = delete;
  constexpr ~Aes256GcmMessage() {
    erase_state<K>(mask_);
    erase_state<K>(stream_);
  }

  /// XORs the whole text with the key stream, once; `out` may be `in`.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void crypt(Bytes in, std::uint8_t* out) noexcept {
    const std::uint8_t* from = in.data();
    std::size_t left = in.size();
    // The first block of all is the mask.
    for (std::size_t block = 1; left > 0; ++block) {
      if (block == 2) {
        next_blocks();
        block = 0;
      }
      for (std::size_t c = 0; c < 4 && left > 0; ++c) {
        std::uint32_t word = stream_[2 * c + block];
        if (K.build != Build::tiny && left >= 4) {
          store_little_endian<K>(load_little_endian<K>(from) ^ word, out);
          from += 4;
          out += 4;
          left -= 4;
          continue;
        }
        for (unsigned i = 0; i < 4 && left > 0; ++i, --left) {
          *out++ = static_cast<std::uint8_t>(*from++ ^ word);
          word >>= 8;
        }
      }
    }
  }

  /// Writes the tag of the ciphertext `text`.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void tag(const Aad& aad, Bytes text, std::uint8_t* out) const noexcept {
    Ghash<K> hash{schedule_.hash_key};
    hash.update(aad.header);
    hash.update(aad.extra);
    hash.pad();
    hash.update(text);
    hash.pad();
    const GhashBlock& block = hash.finish(aad.header.size() + aad.extra.size(), text.size());
    for (std::size_t i = 0; i < 4; ++i) {
      store_big_endian(block[i] ^ swap_bytes(mask_[i]), out + 4 * i);
    }
  }

 private:
  constexpr void next_blocks() noexcept {
    for (std::size_t c = 0; c < 3; ++c) {
      stream_[2 * c] = stream_[2 * c + 1] = load_little_endian<K>(nonce_ + 4 * c);
    }
    stream_[6] = swap_bytes(++counter_);
    stream_[7] = swap_bytes(++counter_);
    encrypt_two_blocks<K>(schedule_.round_keys, stream_);
  }

  const Aes256GcmSchedule<K>& schedule_;
  const std::uint8_t* nonce_;
  std::uint32_t counter_ = 0;
  std::array<std::uint32_t, 4> mask_;
  AesSlices stream_;
};

}  // namespace e3::detail
