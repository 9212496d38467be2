#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/suite.hpp"
#include "e3/counter/boot_salt.hpp"
#include "e3/counter/lease.hpp"
#include "e3/keys/root.hpp"
#include "e3/opener.hpp"
#include "e3/peers/one_peer.hpp"
#include "e3/profile/profile.hpp"
#include "e3/provision.hpp"
#include "e3/sealer.hpp"
#include "e3/testing/aead_inputs.hpp"
#include "e3/testing/known_answers.hpp"
#include "e3/unsafe/volatile_counter.hpp"
#include "e3/unsafe/volatile_replay.hpp"
#include "e3/wire/compact.hpp"

namespace e3::testing {

/// Judges a backend as E3 uses it: its HKDF, the key that HKDF gives to the AEAD, an envelope, and that nothing of a
/// payload is left where an opener failed. Run `AeadConformance` on each AEAD as well. Neither needs a heap or a test
/// framework.
template <class Backend>
class BackendConformance {
 public:
  /// Runs all checks for one suite, and calls `report` with a sentence (static storage) for each thing that is wrong,
  /// which may be several times the same. Returns whether nothing was.
  template <Suite S, class Report>
  [[nodiscard]] bool run(Report report) noexcept {
    bool good = true;
    const auto expect = [&](bool holds, const char* sentence) {
      if (!holds) {
        good = false;
        report(sentence);
      }
      return holds;
    };
    known_outputs(expect);
    envelopes<S>(expect);
    return good;
  }

 private:
  static constexpr std::size_t payload_size = 100;

  template <class Expect>
  void known_outputs(Expect& expect) noexcept {
    for (const KdfAnswer& answer : kdf_answers) {
      const MutableBytes salt = MutableBytes{salt_}.first(answer.salt_size);
      const MutableBytes secret = MutableBytes{secret_}.first(answer.secret_size);
      const MutableBytes info = MutableBytes{info_}.first(answer.info_size);
      detail::fill(salt, 100);
      detail::fill(secret, 101);
      detail::fill(info, 102);
      const auto kdf = Backend::Kdf::extract(salt, secret);
      const MutableBytes out = MutableBytes{out_}.first(answer.output_size);
      if (expect(kdf.has_value(), "HKDF-Extract fails") &&
          expect(kdf->expand(info, out).has_value(), "HKDF-Expand fails")) {
        expect(detail::fnv1a(out) == answer.hash, "HKDF gives another answer than the known one");
      }
    }
  }

  template <Suite S, class Expect>
  void envelopes(Expect& expect) noexcept {
    using Sending = Profile<S, Backend, Compact<8>>;
    using Counters = CounterLease<unsafe::VolatileCounterStore, 64>;
    using Authority = unsafe::VolatileReplayStore<1>;
    using Aead = typename Sending::Aead;

    std::array<std::uint8_t, root_size> root{};
    std::array<std::uint8_t, 8> id{};
    std::array<std::uint8_t, payload_size> payload{};
    std::array<std::uint8_t, 9> aad{};
    detail::fill(root, 200);
    detail::fill(id, 201);
    detail::fill(payload, 202);
    detail::fill(aad, 203);
    const DeviceId device{id};
    const auto device_root = DeviceRoot<Sending>::from(root);
    const auto cloud_root = CloudRoot<Backend>::from(root);
    if (!expect(device_root && cloud_root, "no root can be made")) {
      return;
    }
    const auto mark = sealing_mark<Sending>(*device_root, device, Epoch{0});
    if (!expect(mark.has_value(), "no traffic key can be derived")) {
      return;
    }
    unsafe::VolatileCounterStore counters{*mark};
    auto sealer = make_sealer<Sending>(*device_root, device, Counters{counters}, BootSalt::none());
    Authority authority;
    auto peer = OnePeer<Aead, Authority>::make(authority, {.device = device, .suite = S}, *cloud_root, Epoch{0});
    if (!expect(sealer && peer && authority.enroll(device, Epoch{0}), "no sealer and opener can be made")) {
      return;
    }
    Opener<Aead, OnePeer<Aead, Authority>> opener{*peer};

    std::array<std::uint8_t, Sending::Codec::max_header_size + payload_size + tag_size> frame{};
    const auto sealed = sealer->seal({.payload = payload, .aad = aad}, frame);
    if (!expect(sealed.has_value(), "seal fails")) {
      return;
    }
    expect(detail::fnv1a(*sealed) == (S == Suite::aes_256_gcm ? aes_256_gcm_envelope : chacha20_poly1305_envelope),
           "the envelope is another than the known one");
    refused(expect, opener, *sealed, aad);
    std::array<std::uint8_t, payload_size> opened{};
    const auto done = opener.open({.bytes = *sealed, .aad = aad}, opened);
    expect(done && detail::same_bytes(payload, done->payload), "the envelope does not open to its payload");
  }

  // A wrong tag, seen last, is where a library may have written all of the plaintext.
  template <class Expect, class AnyOpener>
  void refused(Expect& expect, AnyOpener& opener, MutableBytes sealed, Bytes aad) noexcept {
    std::array<std::uint8_t, payload_size> opened{};
    for (const std::size_t place : {sealed.size() - 1, sealed.size() - tag_size, sealed.size() - tag_size - 1}) {
      sealed[place] ^= 1;
      opened.fill(0xA7);
      expect(!opener.open({.bytes = sealed, .aad = aad}, opened), "a changed envelope opens");
      // All zero, or never written to.
      expect(detail::all_are(opened, 0) || detail::all_are(opened, 0xA7),
             "a payload that was not authenticated is left behind");
      sealed[place] ^= 1;
    }
  }

  std::array<std::uint8_t, 256> salt_{};
  std::array<std::uint8_t, 256> secret_{};
  std::array<std::uint8_t, 256> info_{};
  std::array<std::uint8_t, 8160> out_{};
};

}  // namespace e3::testing
