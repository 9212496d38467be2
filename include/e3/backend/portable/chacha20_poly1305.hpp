#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/backend/portable/chacha20.hpp"
#include "e3/backend/portable/erase.hpp"
#include "e3/backend/portable/kernels.hpp"
#include "e3/backend/portable/padded_blocks.hpp"
#include "e3/backend/portable/poly1305.hpp"
#include "e3/backend/portable/words.hpp"
#include "e3/core/barrier.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/constant_time.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/core/wipe.hpp"
#include "e3/crypto/aead.hpp"

namespace e3 {

/// ChaCha20-Poly1305 (RFC 8439) in portable C++; satisfies `Aead`. 36 bytes and no key set-up. Constant-time where
/// `K` says what the machine is.
template <Kernels K>
class PortableChaCha20Poly1305 {
  static_assert(detail::explain_kernels<K>());

 public:
  static constexpr bool constant_time = true;

  constexpr PortableChaCha20Poly1305() noexcept = default;
  constexpr PortableChaCha20Poly1305(PortableChaCha20Poly1305&& other) noexcept { take_over(other); }
  constexpr PortableChaCha20Poly1305& operator=(PortableChaCha20Poly1305&& other) noexcept {
    if (this != &other) {
      take_over(other);
    }
    return *this;
  }
  PortableChaCha20Poly1305(const PortableChaCha20Poly1305&) = delete;
  PortableChaCha20Poly1305& operator=(const PortableChaCha20Poly1305&) = delete;
  constexpr ~PortableChaCha20Poly1305() { clear(); }

  /// See `Aead`. Errors: `suite_refused`.
  [[nodiscard]] constexpr Result<void> rekey(Suite suite, FixedBytes<key_size> key) noexcept {
    clear();
    if (suite != Suite::chacha20_poly1305) {
      return Error::suite_refused;
    }
    set(key.data());
    detail::burn_kernel_stack<0>();
    keyed_ = true;
    return {};
  }

  /// See `Aead`.
  [[nodiscard]] constexpr bool seal(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
    if (!keyed_) {
      return false;
    }
    Message message{*this, nonce};
    if constexpr (Message::stream_needs_hash_memory) {
      message.apply_key_stream(in, out);
    }
    message.start();
    message.authenticate(aad);
    if constexpr (!Message::stream_needs_hash_memory) {
      message.apply_key_stream(in, out);
    }
    message.authenticate(out.first(in.size()));
    const auto& tag = message.finish(aad, in.size());
    detail::store_words<K, tag_size / 4>(tag.data(), out.data() + in.size());
    detail::burn_kernel_stack<kernel_stack>();
    return true;
  }

  /// See `Aead`. Nothing is written to `out` unless the tag is right.
  [[nodiscard]] constexpr bool open(FixedBytes<nonce_size> nonce, Aad aad, Bytes in, MutableBytes out) noexcept {
    if (!keyed_ || in.size() < tag_size) {
      return false;
    }
    const Bytes ciphertext = in.first(in.size() - tag_size);
    Message message{*this, nonce};
    message.start();
    message.authenticate(aad);
    message.authenticate(ciphertext);
    const auto& tag = message.finish(aad, ciphertext.size());
    std::uint32_t difference = 0;
    for (std::size_t i = 0; i < tag_size / 4; ++i) {
      difference |= tag[i] ^ detail::load_little_endian<K>(in.data() + ciphertext.size() + 4 * i);
    }
    const bool authentic = is_zero(difference);
    if (authentic) {
      message.apply_key_stream(ciphertext, out);
    }
    detail::burn_kernel_stack<kernel_stack>();
    return authentic;
  }

 private:
  // Bytes of stack that the kernels take below a message; the tests of the emulated targets look there.
  static constexpr std::size_t kernel_stack = [] {
    if (K.build == Build::tiny) {
      return K.multiplier == Multiplier::narrow ? std::size_t{136} : std::size_t{72};
    }
    if (K.assembly == Assembly::none) {
      return std::size_t{112};
    }
    // On a Cortex-M3 the narrow Poly1305 is C++.
    return K.assembly == Assembly::thumb_2 && K.multiplier == Multiplier::narrow ? std::size_t{160} : std::size_t{72};
  }();

  class Message {
   public:
    // Then the key stream comes before authentication or after it. Elsewhere it comes when the associated data is done
    // with, which needs less stack.
    static constexpr bool stream_needs_hash_memory = K.multiplier == Multiplier::narrow;

    constexpr Message(const PortableChaCha20Poly1305& aead, FixedBytes<nonce_size> nonce) noexcept : key_{aead.key_} {
      detail::load_words<K, 3>(nonce.data(), position_.data() + 1);
    }

    Message(const Message&) = delete;
    Message& operator=(const Message&) = delete;
    constexpr ~Message() { detail::erase_state<K>(blocks_.hash); }

    /// Takes the one-time key.
    constexpr void start() noexcept {
      position_[0] = 0;
      detail::chacha20_block<K>(key_, position_, blocks_.hash.work, blocks_.hash.free_memory());
      blocks_.hash.start();
    }

#if defined(__GNUC__) || defined(__clang__)
    [[gnu::always_inline]]
#endif
    constexpr void authenticate(const Aad& aad) noexcept {
      blocks_.update(aad.header, false);
      blocks_.update(aad.extra, true);
    }

    constexpr void authenticate(Bytes text) noexcept { blocks_.update(text, true); }

    constexpr void apply_key_stream(Bytes in, MutableBytes out) noexcept {
      position_[0] = 0;
      const std::uint8_t* from = in.data();
      std::uint8_t* to = out.data();
      for (std::size_t left = in.size(); left > 0;) {
        ++position_[0];
        detail::chacha20_block<K>(key_, position_, blocks_.hash.work, blocks_.hash.free_memory());
        const std::size_t size = left < 64 ? left : 64;
        detail::apply_words<K>(blocks_.hash.work.data(), from, to, size);
        from += size;
        to += size;
        left -= size;
      }
    }

    /// The tag, in the working memory.
#if defined(__GNUC__) || defined(__clang__)
    [[gnu::always_inline]]
#endif
    constexpr const std::array<std::uint32_t, 16>& finish(const Aad& aad, std::size_t size) noexcept {
      blocks_.sizes(aad.header.size() + aad.extra.size(), size);
      blocks_.hash.finish();
      return blocks_.hash.work;
    }

   private:
    const std::array<std::uint32_t, 8>& key_;
    detail::ChaCha20Position position_;
    detail::PaddedBlocks<K, detail::Poly1305<K>> blocks_;
  };

  // Key words are copied one by one and apart from the caller, who has no register to spill for them.
#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void set(const std::uint8_t* key) noexcept {
    for (std::size_t i = 0; i < key_.size(); ++i) {
      key_[i] = value_barrier(detail::load_little_endian<K>(key + 4 * i));
      keep_stores_before();
    }
  }

#if defined(__GNUC__) || defined(__clang__)
  [[gnu::noinline]]
#endif
  constexpr void take_over(PortableChaCha20Poly1305& other) noexcept {
    for (std::size_t i = 0; i < key_.size(); ++i) {
      key_[i] = value_barrier(other.key_[i]);
      keep_stores_before();
    }
    keyed_ = other.keyed_;
    other.clear();
  }

  constexpr void clear() noexcept {
    keyed_ = false;
    if (std::is_constant_evaluated()) {
      key_ = {};
    } else {
      wipe_object(key_);
    }
  }

  std::array<std::uint32_t, 8> key_{};
  bool keyed_ = false;
};

}  // namespace e3
