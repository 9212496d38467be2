#pragma once

// Made by tests/support/generate_known_answers.py; its first lines say how to make it again.

#include <array>
#include <cstdint>

#include "e3/core/suite.hpp"

namespace e3::testing {

/// What an AEAD must answer: sizes in bytes, and the FNV-1a hash of ciphertext and tag in either suite.
struct AeadAnswer {
  std::uint16_t payload_size;
  std::uint8_t header_size;
  std::uint8_t extra_size;
  std::uint64_t aes_256_gcm;
  std::uint64_t chacha20_poly1305;

  [[nodiscard]] constexpr std::uint64_t in(Suite suite) const noexcept {
    return suite == Suite::aes_256_gcm ? aes_256_gcm : chacha20_poly1305;
  }
};

/// Answer `i` is for inputs whose byte `n` is `seed + 31 n + 17 (n / 256)`, modulo 256: seed `3 i + 1` for the key,
/// `5 i + 2` for the nonce, `7 i + 3` for the header, `11 i + 4` for the extra associated data, `13 i + 5` for the
/// payload.
inline constexpr std::array aead_answers{
    AeadAnswer{0, 0, 0, 0xA2CF1C960B215BB4, 0xBA1C85A12AE0BB25},
    AeadAnswer{1, 12, 0, 0xC67BD4B9C6CAC869, 0x8DE0B21CE66172BC},
    AeadAnswer{15, 1, 8, 0xB9D63F31A64563F7, 0xE74DBAC4E78511B6},
    AeadAnswer{16, 76, 128, 0x7E9CE0D7221F7493, 0x940BB6ED1758EB1D},
    AeadAnswer{17, 16, 1, 0x22928EAAA92B8A3A, 0xEBCBAD457C129798},
    AeadAnswer{31, 11, 16, 0x5351F8B380D50228, 0x4D6B723482AA1C31},
    AeadAnswer{32, 28, 127, 0xADB9C2054F4E42B7, 0x653974E66134671E},
    AeadAnswer{33, 15, 5, 0xB0C45676B0D0E7AA, 0xF8681BF73C57E4AA},
    AeadAnswer{63, 17, 0, 0x76AAD5F9089F6AD6, 0xC1B0CDE8BAE93821},
    AeadAnswer{64, 60, 0, 0xD2E8D76D168C9B2B, 0xFE808E430D031B11},
    AeadAnswer{65, 0, 8, 0xDFC075B62008EEF5, 0x2F5A931AFFB51411},
    AeadAnswer{127, 12, 128, 0x2D6602294791196F, 0xF55E22FD78D78621},
    AeadAnswer{128, 1, 1, 0x3A4E9C6997ECCEB0, 0x0DF6D42F1BA15AD6},
    AeadAnswer{129, 76, 16, 0xB1CDF565A442CEA8, 0x6376F428A250BFA4},
    AeadAnswer{255, 16, 127, 0xAB4F23369B17FA8F, 0x87A0E82C0FF44C47},
    AeadAnswer{256, 11, 5, 0xE642E0223BAFA61D, 0x30CF6D3401EA5EA7},
    AeadAnswer{257, 28, 0, 0xE01815C0CB0DE0B6, 0x08E29DC4DD357012},
    AeadAnswer{511, 15, 0, 0xA677EA9A6C10F4D9, 0x1CAB76314D319A80},
    AeadAnswer{512, 17, 8, 0xA7EB28902AC9F0C9, 0x562485DDA6213249},
    AeadAnswer{513, 60, 128, 0xD44BF5649615A693, 0x33E404E93CFC9A0D},
    AeadAnswer{1000, 0, 1, 0x1BE4ED8098E4333E, 0x19609E2CC9D21F22},
    AeadAnswer{1024, 12, 16, 0x29ED7BB2EAE9CC6E, 0x34844AABD946F2EE},
};

/// What HKDF-SHA-256 must answer: sizes in bytes, and the FNV-1a hash of the output.
struct KdfAnswer {
  std::uint16_t salt_size;
  std::uint16_t secret_size;
  std::uint16_t info_size;
  std::uint16_t output_size;
  std::uint64_t hash;
};

/// Salt, secret and info are such bytes, with the seeds 100, 101 and 102.
inline constexpr std::array kdf_answers{
    KdfAnswer{5, 32, 13, 76, 0xCC7A51C97E1A2110},    KdfAnswer{0, 16, 0, 1, 0xAF64904C86031E68},
    KdfAnswer{5, 32, 28, 32, 0x52E06EF2BEB39ECC},    KdfAnswer{13, 22, 10, 42, 0x2996421D8C032C53},
    KdfAnswer{64, 64, 80, 33, 0xCDE38E0F9BC9BAD7},   KdfAnswer{65, 80, 80, 82, 0x16E749A5CF295BB1},
    KdfAnswer{80, 80, 80, 1000, 0xCC82ACB960590334}, KdfAnswer{200, 100, 0, 8160, 0x01AC4B3DC5425CD7},
};

/// The FNV-1a hash of a device's first compact envelope in epoch 0, without a boot salt. Such bytes again: root of 32
/// with the seed 200, device ID of 8 with 201, payload of 100 with 202, associated data of 9 with 203.
inline constexpr std::uint64_t aes_256_gcm_envelope = 0x6DB2D84BFB343537;
inline constexpr std::uint64_t chacha20_poly1305_envelope = 0x08A276BAA8AB520D;

}  // namespace e3::testing
