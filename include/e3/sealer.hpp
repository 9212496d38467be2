#pragma once

#include <cstddef>
#include <utility>

#include "e3/core/address.hpp"
#include "e3/core/by_name.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/nonce.hpp"
#include "e3/core/result.hpp"
#include "e3/core/side.hpp"
#include "e3/core/suite.hpp"
#include "e3/core/wipe.hpp"
#include "e3/counter/boot_salt.hpp"
#include "e3/counter/retained.hpp"
#include "e3/counter/source.hpp"
#include "e3/crypto/aead.hpp"
#include "e3/crypto/kdf.hpp"
#include "e3/keys/root.hpp"
#include "e3/keys/sealing_key.hpp"
#include "e3/profile/profile.hpp"
#include "e3/wire/header.hpp"

namespace e3 {

/// One message to seal, its parts given by name. Both spans may be empty.
struct Message {
  ByName by_name = ByName{};
  Bytes payload = {};  ///< encrypted and authenticated
  Bytes aad =
      {};  ///< authenticated, neither encrypted nor sent: what both ends know, such as a kind; 128 bytes at most
};

/// Seals messages of one device in one direction and one key epoch. Owns its key and its counters.
///
/// Made by `make_sealer`. Moves and never copies, since two copies would repeat nonces. One thread at a time.
template <class Profile, class Counters>
class Sealer {
  static_assert(explain_counter_source<Counters>());
  using Codec = typename Profile::Codec;
  using Limits = typename Profile::Limits;
  using SuiteChoice = typename Profile::SuiteChoice;

  struct Unstarted {
    explicit Unstarted() noexcept = default;
  };

 public:
  /// Bytes of the largest header: at the largest epoch and counter, with a boot salt.
  static constexpr std::size_t max_header_size = Codec::max_header_size;

  /// Bytes an output buffer needs for a payload of `payload_size` bytes, whatever epoch, counter and boot salt are. The
  /// envelope itself may be shorter.
  [[nodiscard]] static constexpr std::size_t max_sealed_size(std::size_t payload_size) noexcept {
    return max_header_size + payload_size + tag_size;
  }

  /// For `make_sealer` alone.
  Sealer(Unstarted, Counters&& counters, BootSalt salt, const Address& address, SuiteChoice suite) noexcept
      : counters_{std::move(counters)}, salt_{salt}, address_{address}, suite_{suite} {}

  /// Seals one message into `out` and returns the part of `out` that holds the envelope.
  ///
  /// `out` needs `max_sealed_size(message.payload.size())` bytes. The ciphertext goes to `out[max_header_size]`, so
  /// that the returned span may start later than `out`. In place: the payload lies there already; any other overlap is
  /// refused. A taken counter is spent, also
  /// when the backend fails: it is never used twice. On failure `out` holds no plaintext that the call put there, and
  /// no envelope.
  ///
  /// Errors: `payload_too_large`, `aad_too_large`, `output_too_small`, `buffers_overlap` (nothing has happened);
  /// `counter_exhausted` (advance the store's epoch and make a new sealer); those of the counter store (call again
  /// later); `backend_failed`. Writes to the store as the counters do, at most once; otherwise neither blocks nor
  /// allocates.
  [[nodiscard]] Result<MutableBytes> seal(const Message& message, MutableBytes out) noexcept {
    const std::size_t size = message.payload.size();
    if (size > Limits::max_payload_size) {
      return Error::payload_too_large;
    }
    if (message.aad.size() > max_extra_aad_size) {
      return Error::aad_too_large;
    }
    if (out.size() < max_sealed_size(size)) {
      return Error::output_too_small;
    }
    const MutableBytes used = out.first(max_sealed_size(size));
    const bool in_place = size > 0 && message.payload.data() == used.data() + max_header_size;
    if ((!in_place && overlaps(message.payload, used)) || overlaps(message.aad, used)) {
      return Error::buffers_overlap;
    }
    auto counter = counters_.take(Counter{Limits::max_messages});
    if (!counter) {
      return counter.error();
    }
    auto epoch = key_.epoch();
    const auto& base_nonce = key_.key_.base_nonce;
    const Nonce nonce = make_nonce(base_nonce, salt_.value(), *counter);
    const std::size_t header_size = Codec::write(
        {suite_, epoch, *counter, address_, salt_.value(), nonce, key_.key_.commitment}, used.first(max_header_size));
    const MutableBytes envelope = used.subspan(max_header_size - header_size);
    if (!key_.key_.aead.seal(nonce, {envelope.first(header_size), message.aad}, message.payload,
                             envelope.subspan(header_size))) {
      wipe(used);
      return Error::backend_failed;
    }
    return envelope;
  }

  /// The key epoch this sealer seals in.
  [[nodiscard]] Epoch epoch() const noexcept { return key_.epoch(); }

  /// True once half of the messages of this key are used: time to plan the next epoch.
  [[nodiscard]] bool rotation_due() const noexcept { return value(counters_.next()) >= Limits::max_messages / 2; }

  /// Reserves the next block of counters now, so that a `seal` in a radio slot does not write; see
  /// `CounterLease::refill`.
  [[nodiscard]] Result<void> refill() noexcept { return counters_.refill(); }

  /// The counters, to be looked at: which comes next, and how many are left until `seal` has to write to the store.
  [[nodiscard]] const Counters& counters() const noexcept { return counters_; }

  /// Ends the sealer before a sleep and keeps the rest of its counters in `out`; see `CounterLease::retain`.
  void retain(Retained& out) noexcept { counters_.retain(out, salt_.value()); }

 private:
  template <class P, Side S, class Kdf, class C>
  friend Result<Sealer<P, C>> make_sealer(const Root<S, Kdf>& root, typename P::SuiteChoice suite,
                                          const DeviceId& device, C counters, BootSalt salt,
                                          const Address& alias) noexcept;
  template <class P, Side S, class Kdf, class C>
  friend Result<Sealer<P, C>> make_sealer(const Root<S, Kdf>& root, const DeviceId& device, C counters, BootSalt salt,
                                          const Address& alias) noexcept;

  template <Side S, class Kdf>
  static Result<Sealer> make(const Root<S, Kdf>& root, SuiteChoice suite, const DeviceId& device, Counters&& counters,
                             BootSalt salt, const Address& alias) noexcept {
    static_assert(explain_kdf<Kdf, typename Profile::Aead>());
    return Result<Sealer>{detail::MakeIf{},
                          [&](Sealer& sealer) noexcept { return sealer.start(root, device, alias); },
                          Unstarted{},
                          std::move(counters),
                          salt,
                          alias.size() == 0 && Codec::address_size > 0 ? device.address() : alias,
                          suite};
  }

  template <Side S, class Kdf>
  Result<void> start(const Root<S, Kdf>& root, const DeviceId& device, const Address& alias) noexcept {
    constexpr bool takes_alias = Codec::codec == CodecId::compact;
    if (address_.size() != Codec::address_size || (!takes_alias && alias.size() > 0)) {
      return Error::address_size_invalid;
    }
    auto epoch = counters_.epoch();
    if (!epoch) {
      return epoch.error();
    }
    if (auto derived = key_.set(root, suite_, device, *epoch); !derived) {
      return derived;
    }
    return counters_.start(key_.mark());
  }

  // What each message needs lies first, where small processors reach it best.
  Counters counters_;
  BootSalt salt_;
  Address address_;
  [[no_unique_address]] SuiteChoice suite_;
  SealingKey<typename Profile::Aead> key_{typename SealingKey<typename Profile::Aead>::Empty{}};
};

/// Joins a root, a counter store and the key that both belong to, and reserves the first counters, durably.
///
/// The store says which epoch, the root's side gives the direction; `suite` is asked for where the profile is
/// `AnySuite`. Envelopes carry `alias` if one is given, which a standard profile refuses, else the device ID; its size
/// must be the profile's address size. With address size 0 they carry neither, and no alias may be given.
///
/// Errors: those of the store, such as `store_blank` or `store_of_another_key`, which refuse to seal until the cause is
/// mended; `address_size_invalid`; `hardware_missing` and others of the backend.
template <class Profile, Side S, class Kdf, class Counters>
[[nodiscard]] Result<Sealer<Profile, Counters>> make_sealer(const Root<S, Kdf>& root,
                                                            typename Profile::SuiteChoice suite, const DeviceId& device,
                                                            Counters counters, BootSalt salt,
                                                            const Address& alias = Address{}) noexcept {
  return Sealer<Profile, Counters>::make(root, suite, device, std::move(counters), salt, alias);
}

/// The same for a profile that fixes the suite.
template <class Profile, Side S, class Kdf, class Counters>
[[nodiscard]] Result<Sealer<Profile, Counters>> make_sealer(const Root<S, Kdf>& root, const DeviceId& device,
                                                            Counters counters, BootSalt salt,
                                                            const Address& alias = Address{}) noexcept {
  return Sealer<Profile, Counters>::make(root, detail::fixed_suite<Profile>(), device, std::move(counters), salt,
                                         alias);
}

}  // namespace e3
