#pragma once

#include <array>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/suite.hpp"
#include "e3/crypto/aead.hpp"
#include "room.hpp"
#include "secrets.hpp"

/// The phases of an AEAD; each returns 0 if it failed, and `seal` else where the tag ends.
template <class A, e3::Suite S>
struct AeadPhases {
  static std::uint32_t set_up(const std::uint8_t* memory) noexcept {
    room.make();
    return room.get().rekey(S, e3::FixedBytes<e3::key_size>{memory, e3::key_size}) ? 1 : 0;
  }
  static std::uint32_t seal(std::uint8_t* memory) noexcept {
    return room.get().seal(nonce, aad, {memory + secret_key_size, payload_size}, sealed(memory))
               ? payload_size + e3::tag_size
               : 0;
  }
  static std::uint32_t open(std::uint8_t* memory) noexcept {
    return room.get().open(nonce, aad, sealed(memory), opened(memory)) ? 1 : 0;
  }
  static std::uint32_t reject(std::uint8_t* memory) noexcept { return 1 - open(memory); }

 private:
  static inline constinit Room<A> room{};

  static e3::MutableBytes sealed(std::uint8_t* memory) noexcept {
    return {memory + sealed_offset, payload_size + e3::tag_size};
  }
  static e3::MutableBytes opened(std::uint8_t* memory) noexcept { return {memory + opened_offset, payload_size}; }

  static constexpr std::array<std::uint8_t, e3::nonce_size> nonce{9, 8, 7, 6, 5, 4, 3, 2, 1};
  static constexpr std::array<std::uint8_t, 17> header{0xE3};
  static constexpr std::array<std::uint8_t, 5> extra{1};
  static constexpr e3::Aad aad{header, extra};
};
