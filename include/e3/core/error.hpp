#pragma once

#include <cstdint>

namespace e3 {

/// What stood in the way. Never send one to a peer: the outside learns accepted or not, nothing else.
enum class [[nodiscard]] Error : std::uint8_t {
  // The envelope: drop it, never answer.
  malformed,
  version_unknown,
  codec_refused,
  suite_refused,
  commitment_refused,
  device_unknown,
  epoch_closed,
  epoch_not_open,
  epoch_too_far,
  nonce_mismatch,
  commitment_mismatch,
  not_authentic,
  // The envelope is authentic and was delivered before, or too long ago to tell.
  replayed,
  too_old,
  // The call.
  payload_too_large,
  aad_too_large,
  output_too_small,
  buffers_overlap,
  address_size_invalid,
  address_taken,
  capacity_reached,
  epoch_already_open,
  generation_not_new,
  // The key is used up.
  counter_exhausted,
  epoch_exhausted,
  // The durable state.
  store_blank,
  store_foreign,
  store_corrupt,
  store_unreadable,
  store_locked,
  store_failed,
  store_not_blank,
  store_of_another_key,
  epoch_not_later,
  not_enrolled,
  fenced,
  // The machinery.
  hardware_missing,
  backend_failed,
  not_attempted,
};

/// How many errors there are; their values are 0 to `error_count - 1`.
inline constexpr unsigned error_count = static_cast<unsigned>(Error::not_attempted) + 1;

/// What to do about a failed `open`: the one question that a receiver's code has to branch on.
enum class ErrorClass : std::uint8_t {
  not_authentic,  ///< drop the envelope and never answer it; nothing changed
  replayed,       ///< authentic, but seen before or older than the replay window; drop it
  local_fault,    ///< this side's store, backend or key: mend it, then present the envelope again
  misuse,         ///< the call itself is at fault; nothing changed
};

/// The class of an error.
[[nodiscard]] constexpr ErrorClass classify(Error error) noexcept {
  if (error <= Error::not_authentic) {
    return ErrorClass::not_authentic;
  }
  if (error <= Error::too_old) {
    return ErrorClass::replayed;
  }
  return error <= Error::generation_not_new ? ErrorClass::misuse : ErrorClass::local_fault;
}

/// A sentence for people: what happened and what to do. Static storage, never null, for any value.
[[nodiscard]] constexpr const char* to_string(Error error) noexcept {
  switch (error) {
    case Error::malformed:
      return "these bytes are not an envelope; drop them";
    case Error::version_unknown:
      return "the envelope has a version that this library does not read; update the library or drop it";
    case Error::codec_refused:
      return "this receiver is set to refuse this kind of envelope (standard or compact); drop it";
    case Error::suite_refused:
      return "the suite is not the one this key or AEAD object is for; use the suite the device was provisioned with";
    case Error::commitment_refused:
      return "a key commitment is missing where it is required, or present where it is refused; drop the envelope, or "
             "state the peer's commitment as it was provisioned";
    case Error::device_unknown:
      return "no device is known under this address; drop the envelope, or provision the device";
    case Error::epoch_closed:
      return "the envelope's key epoch is closed for good; drop it";
    case Error::epoch_not_open:
      return "the envelope is of a later key epoch; fetch the root and call open_next_epoch";
    case Error::epoch_too_far:
      return "the envelope's key epoch is further ahead than EpochRules::max_step allows; drop it";
    case Error::nonce_mismatch:
      return "the envelope's nonce does not belong to its counter under this key: forged, or this side has another "
             "root; drop it";
    case Error::commitment_mismatch:
      return "the envelope's key commitment is not this key's; drop it";
    case Error::not_authentic:
      return "the envelope was forged, damaged, or sealed under another key or aad; drop it";
    case Error::replayed:
      return "this envelope was accepted before; drop it";
    case Error::too_old:
      return "the envelope is authentic but older than the replay window can tell; drop it";
    case Error::payload_too_large:
      return "the payload is larger than the profile's limit; send less, or choose a profile with larger messages";
    case Error::aad_too_large:
      return "the associated data is larger than 128 bytes; shorten it";
    case Error::output_too_small:
      return "the output buffer is too small; size it with max_sealed_size, or as large as the envelope";
    case Error::buffers_overlap:
      return "input and output overlap in a way that would destroy the message; use separate buffers or the in-place "
             "position";
    case Error::address_size_invalid:
      return "the device ID or address has a size this profile cannot carry; a compact envelope needs an ID or alias "
             "of exactly its address size, a standard one an ID of its ID size and no alias";
    case Error::address_taken:
      return "the device ID or alias is in use within this scope, or mixes IDs and aliases of one size; choose another";
    case Error::capacity_reached:
      return "there is no room for another device; use a larger list or a device table";
    case Error::epoch_already_open:
      return "the envelope's key epoch is open already; call open";
    case Error::generation_not_new:
      return "the device was provisioned with this generation or a later one before; provision with the next "
             "generation";
    case Error::counter_exhausted:
      return "this key has sealed all it may; advance the store to the next epoch and make a new sealer";
    case Error::epoch_exhausted:
      return "the last key epoch is used up; provision the device anew";
    case Error::store_blank:
      return "there is no store here; check the path and the mount first, and if it was erased, provision the device "
             "anew with a new root";
    case Error::store_foreign:
      return "the store holds something that is not E3 state of this kind; check the path or the flash layout";
    case Error::store_corrupt:
      return "the stored state is damaged or was changed behind the store's back; provision the device anew with a new "
             "root";
    case Error::store_unreadable:
      return "the stored state cannot be read or created; check that its folder exists, its permissions, the medium, "
             "and that the path is no link, and do not format it to get on";
    case Error::store_locked:
      return "another process or object has this store open; stop it, since a store has exactly one writer";
    case Error::store_failed:
      return "the store could not be written; nothing was taken or accepted, so mend the store and try again";
    case Error::store_not_blank:
      return "there is a provisioned store here already; formatting it would forget what was used or accepted, so "
             "remove it only with the root it belongs to";
    case Error::store_of_another_key:
      return "the store belongs to another key; use the root, device ID and suite it was provisioned with";
    case Error::epoch_not_later:
      return "a key epoch only ever rises; advance the store to a later epoch";
    case Error::not_enrolled:
      return "the replay store knows nothing of this device in this generation; enroll it, or, after it was "
             "provisioned "
             "anew, build its peer anew";
    case Error::fenced:
      return "another server has taken over this device; stop using this lease";
    case Error::hardware_missing:
      return "this processor lacks the AES instructions that the backend needs to be fast and constant-time, or they "
             "are "
             "switched off; choose ChaCha20-Poly1305";
    case Error::backend_failed:
      return "the cryptographic library reported a failure; check its set-up";
    case Error::not_attempted:
      return "this envelope was not opened yet; call open_batch";
  }
  return "unknown error";
}

}  // namespace e3
