#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "e3/backend/portable/aes256.hpp"
#include "e3/backend/portable/aes256_gcm_message.hpp"
#include "e3/backend/portable/erase.hpp"
#include "e3/backend/portable/kernels.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/constant_time.hpp"
#include "e3/core/result.hpp"
#include "e3/core/secret.hpp"
#include "e3/core/suite.hpp"
#include "e3/core/wipe.hpp"
#include "e3/crypto/aead.hpp"

namespace e3 {

/// AES-256-GCM (NIST SP 800-38D) in portable C++ for machines without AES instructions; satisfies `e3::Aead`.
/// Constant-time: no memory access and no branch depends on key, payload or tag. Burns the stack below its work.
///
/// The object holds the key as a `Schedule`: round keys of 480 bytes, or 240 with `RoundKeys::compact`, and a hash key
/// of 162 bytes (narrow multiplier), 36 (wide) or 16 (double-wide, or a tiny build). With `RoundKeys::provisioned` it
/// holds a pointer to a schedule that lies in the caller's memory:
///
///     constexpr e3::Kernels in_flash = [] {
///       auto kernels = e3::kernels_here;
///       kernels.round_keys = e3::RoundKeys::provisioned;
///       return kernels;
///     }();
///     using Gcm = e3::PortableAes256Gcm<in_flash>;
///     const Gcm::Schedule made = Gcm::schedule(key);       // once, on the device; then its bytes are written to flash
///     gcm.rekey(e3::Suite::aes_256_gcm, flash->schedule);  // at every start, without a key set-up
///
/// A schedule is as secret as its key, which it contains. Its words are in the byte order of the machine, and only
/// kernels of the same `multiplier` and `build` read it.
template <Kernels K>
class PortableAes256Gcm {
  static_assert(detail::explain_kernels<K>());
  static constexpr bool provisioned_ = K.round_keys == RoundKeys::provisioned;

 public:
  static constexpr bool constant_time = true;

  /// What a key is expanded to: trivially copyable, aligned as a word.
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
    wipe(tag);
    detail::burn_kernel_stack<message_stack>();
    return authentic;
  }

 private:
  // Bytes of stack that the kernels take below a message and below a key set-up.
  static constexpr std::size_t message_stack =
      K.build == Build::tiny ? 208 : (K.assembly != Assembly::none ? 240 : 336);
  static constexpr std::size_t key_stack = K.build == Build::fast && K.multiplier == Multiplier::narrow ? 400 : 352;

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
