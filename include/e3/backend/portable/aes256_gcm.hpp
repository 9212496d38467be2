#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/backend/portable/aes256.hpp"
#include "e3/backend/portable/erase.hpp"
#include "e3/backend/portable/ghash.hpp"
#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/words.hpp"
#include "e3/core/big_endian.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/constant_time.hpp"
#include "e3/core/result.hpp"
#include "e3/core/secret.hpp"
#include "e3/core/suite.hpp"
#include "e3/core/wipe.hpp"
#include "e3/crypto/aead.hpp"

// Implementation notes
//
// A call of AES makes two blocks, and the block that masks the tag shares the first one with the first block of key
// stream: 24 bytes take 2 calls, 48 bytes still 2, 256 bytes 9.

namespace e3 {

namespace detail {

/// What AES-256-GCM computes from a key once: its round keys and its hash key.
template <Kernels K>
struct Aes256GcmSchedule {
  std::conditional_t<K.round_keys == RoundKeys::compact, Aes256CompactKeys, Aes256RoundKeys> round_keys;
  GhashKey<K> hash_key;

  /// Becomes the schedule of `key`. Not inlined, so that what it leaves lies below the caller.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void
  expand(FixedBytes<key_size> key) noexcept {
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
  constexpr void
  crypt(Bytes in, std::uint8_t* out) noexcept {
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
  constexpr void
  tag(const Aad& aad, Bytes text, std::uint8_t* out) const noexcept {
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

}  // namespace detail

/// AES-256-GCM (NIST SP 800-38D) in portable C++ for machines without AES instructions; satisfies `e3::Aead`.
/// Constant-time: no memory access and no branch depends on key, payload or tag.
///
/// The object holds the key as a schedule of `sizeof(Schedule)` bytes: 240 or 480 of round keys, and 16 to 162 of the
/// hash key. With `RoundKeys::provisioned` it holds a pointer to a schedule of the caller's instead:
///
///     constexpr e3::Kernels in_flash = [] { auto kernels = e3::kernels_here; kernels.round_keys =
///         e3::RoundKeys::provisioned; return kernels; }();
///     using Gcm = e3::PortableAes256Gcm<in_flash>;
///     Gcm::Schedule made = Gcm::schedule(key);                             // once, in RAM; then write its bytes to flash
///     gcm.rekey(e3::Suite::aes_256_gcm, *flash_page_as_const_schedule);    // at every start: no key set-up
///
/// A schedule is as secret as its key, which it contains. It is in the byte order of the machine, and only kernels of
/// the same `multiplier` and `build` read it.
template <Kernels K>
class PortableAes256Gcm {
  static_assert(detail::explain_kernels<K>());
  static constexpr bool provisioned_ = K.round_keys == RoundKeys::provisioned;

 public:
  static constexpr bool constant_time = true;

  /// What a key is expanded to. Trivially copyable, without padding.
  using Schedule = detail::Aes256GcmSchedule<K>;
  static_assert(std::is_trivially_copyable_v<Schedule>);

  /// The schedule of `key`, at compile time as well. To wipe it is the caller's duty.
  [[nodiscard]] static constexpr Schedule schedule(FixedBytes<key_size> key) noexcept {
    Schedule made;
    made.expand(key);
    return made;
  }

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

  /// See `e3::Aead`. Errors: `suite_refused`. Where keys are provisioned it computes nothing: it succeeds if the last
  /// `rekey` with a schedule gave the one of this key, so that a key that was derived anew is known to be the one in
  /// flash; else `backend_failed`.
  [[nodiscard]] constexpr Result<void> rekey(Suite suite, FixedBytes<key_size> key) noexcept {
    if constexpr (provisioned_) {
      keyed_ = false;
      if (suite != Suite::aes_256_gcm) {
        return Error::suite_refused;
      }
      keyed_ = schedule_ != nullptr && detail::is_schedule_of<K>(schedule_->round_keys, key);
      return keyed_ ? Result<void>{} : Error::backend_failed;
    } else {
      clear();
      if (suite != Suite::aes_256_gcm) {
        return Error::suite_refused;
      }
      schedule_.expand(key);
      detail::burn_kernel_stack<key_stack>();
      keyed_ = true;
      return {};
    }
  }

  /// Takes the key whose schedule this is. It is used as long as the object has this key, and is the caller's to keep,
  /// unchanged: a wrong one seals what nobody can open and what may not be secret. Errors: `suite_refused`.
  [[nodiscard]] constexpr Result<void> rekey(Suite suite, const Schedule& schedule) noexcept
    requires(K.round_keys == RoundKeys::provisioned)
  {
    clear();
    if (suite != Suite::aes_256_gcm) {
      return Error::suite_refused;
    }
    schedule_ = &schedule;
    keyed_ = true;
    return {};
  }
  Result<void> rekey(Suite suite, const Schedule&& schedule) = delete;

  /// See `e3::Aead`.
  [[nodiscard]] constexpr bool seal(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
    if (!keyed_) {
      return false;
    }
    detail::Aes256GcmMessage<K> message{expanded(), nonce};
    message.crypt(in, out.data());
    message.tag(aad, {out.data(), in.size()}, out.data() + in.size());
    detail::burn_kernel_stack<message_stack>();
    return true;
  }

  /// See `e3::Aead`. It writes to `out` only after the tag has proved right.
  [[nodiscard]] constexpr bool open(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
    if (!keyed_ || in.size() < tag_size) {
      return false;
    }
    detail::Aes256GcmMessage<K> message{expanded(), nonce};
    const Bytes text = in.first(in.size() - tag_size);
    std::array<std::uint8_t, tag_size> tag{};
    message.tag(aad, text, tag.data());
    const bool authentic = equal(FixedBytes<tag_size>{tag}, FixedBytes<tag_size>{in.last(tag_size)});
    if (authentic) {
      message.crypt(text, out.data());
    }
    detail::burn_kernel_stack<message_stack>();
    return authentic;
  }

 private:
  // Bytes of stack that the kernels take below a message and below a key set-up.
  static constexpr std::size_t message_stack =
      K.build == Build::tiny ? 208 : (K.assembly != Assembly::none ? 240 : 336);
  static constexpr std::size_t key_stack = 352;

  [[nodiscard]] constexpr const Schedule& expanded() const noexcept {
    if constexpr (provisioned_) {
      return *schedule_;
    } else {
      return schedule_;
    }
  }
  constexpr void take_over(PortableAes256Gcm& other) noexcept {
    if constexpr (!provisioned_) {
      if (!std::is_constant_evaluated()) {
        copy_secret(bytes(other.schedule_), bytes(schedule_));
        keyed_ = other.keyed_;
        other.clear();
        return;
      }
    }
    schedule_ = other.schedule_;
    keyed_ = other.keyed_;
    other.clear();
  }
  constexpr void clear() noexcept {
    keyed_ = false;
    if constexpr (provisioned_) {
      schedule_ = nullptr;
    } else if (std::is_constant_evaluated()) {
      schedule_ = {};
    } else {
      wipe(bytes(schedule_));
    }
  }
  static MutableBytes bytes(Schedule& schedule) noexcept {
    return {reinterpret_cast<std::uint8_t*>(&schedule), sizeof schedule};
  }

  std::conditional_t<provisioned_, const Schedule*, Schedule> schedule_{};
  bool keyed_ = false;
};

}  // namespace e3
