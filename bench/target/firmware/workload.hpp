#pragma once

#include <cstdint>

// What every image has: one workload behind four calls, which the runner, and main() on a board, make. A call returns 0
// if it did what it is for. All of it is in place: `out` starts where `in` starts.

extern "C" {

/// What a device was provisioned with.
struct TargetProvision {
  const std::uint8_t* key;   ///< 32 bytes: the AEAD's key, or the root
  std::uint8_t* flash;       ///< two pages, for the counter store; of an envelope only
  const std::uint8_t* chip;  ///< 76 bytes per direction, as HKDF-Expand gives them; where a chip derives the keys
  std::uint32_t suite;       ///< as on the wire
};

struct TargetMessage {
  const std::uint8_t* nonce;  ///< 12 bytes, for a primitive
  const std::uint8_t* aad;
  std::uint32_t aad_size;
  const std::uint8_t* in;  ///< payload, or ciphertext and tag, or envelope
  std::uint32_t in_size;
  std::uint8_t* out;
  std::uint32_t out_size;
  const std::uint8_t* result;  ///< where the result lies; a primitive leaves it as it was
  std::uint32_t result_size;
};

/// Bytes of the objects that the calls work on.
extern const std::uint32_t target_sealing_context_size;
extern const std::uint32_t target_opening_context_size;
/// Bytes by which `out` is larger than a payload before it is sealed, and where in it the payload has to lie.
extern const std::uint32_t target_max_header_size;

int target_set_up_sealing(void* context, const TargetProvision* provision);
int target_set_up_opening(void* context, const TargetProvision* provision);
int target_seal(void* context, TargetMessage* message);
int target_open(void* context, TargetMessage* message);
}
