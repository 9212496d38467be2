#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "adversary/support/backends.hpp"
#include "adversary/support/senders.hpp"
#include "e3/e3.hpp"

namespace adversary {

/// An envelope that a sender of the fleet really sealed, and what anyone who heard it knows about it.
struct Genuine {
  Sealed sealed;
  std::size_t device = 0;
  e3::CodecId codec{};
  e3::Epoch epoch{};
  e3::Counter counter{};
  std::uint32_t boot_salt = 0;
  e3::Direction direction{};
  e3::BaseNonce base_nonce{};        ///< not secret: standard envelopes show it
  e3::CommitmentValue commitment{};  ///< not secret either
};

struct Member {
  e3::PeerIdentity identity;
  RootBytes root;
};

/// Six devices of both suites, all address forms, with and without commitment; and envelopes of theirs, in both
/// directions, of the epochs 0, 1 and 2.
template <class Backend>
class Fleet {
 public:
  static constexpr std::size_t size = 6;
  using Kdf = typename Backend::Kdf;
  using CloudRoot = e3::Root<e3::Side::cloud, Kdf>;

  Fleet() {
    using enum e3::Suite;
    const e3::Suite gcm = has_gcm() ? aes_256_gcm : chacha20_poly1305;
    add<8>(gcm, e3::Commitment::absent, true);
    add<8>(chacha20_poly1305, e3::Commitment::absent, true);
    add<8>(gcm, e3::Commitment::required, false);
    add<8>(chacha20_poly1305, e3::Commitment::required, false);
    add<16>(chacha20_poly1305, e3::Commitment::absent, false);
    add<1>(gcm, e3::Commitment::absent, false);
  }

  [[nodiscard]] const std::vector<Member>& members() const { return members_; }
  [[nodiscard]] const std::vector<Genuine>& genuine() const { return genuine_; }
  [[nodiscard]] CloudRoot root(std::size_t device) const { return must(CloudRoot::from(members_[device].root)); }

 private:
  template <std::size_t IdSize>
  void add(e3::Suite suite, e3::Commitment commitment, bool aliased) {
    const auto index = members_.size();
    std::array<std::uint8_t, IdSize> id{};
    id.fill(static_cast<std::uint8_t>(0x10 + index));
    const e3::Address alias{std::array<std::uint8_t, 2>{0xA1, static_cast<std::uint8_t>(index)}};
    members_.push_back({.identity = {.device = e3::DeviceId{id},
                                     .suite = suite,
                                     .commitment = commitment,
                                     .alias = aliased ? alias : e3::Address{}},
                        .root = root_bytes(static_cast<std::uint8_t>(index + 1))});
    if (suite == e3::Suite::aes_256_gcm) {
      seal_all<e3::Suite::aes_256_gcm, IdSize>(index);
    } else {
      seal_all<e3::Suite::chacha20_poly1305, IdSize>(index);
    }
  }

  template <e3::Suite S, std::size_t IdSize>
  void seal_all(std::size_t index) {
    for (const std::uint32_t epoch : {0U, 1U, 2U}) {
      seal_side<S, IdSize, e3::Side::device>(index, e3::Epoch{epoch});
      seal_side<S, IdSize, e3::Side::cloud>(index, e3::Epoch{epoch});
    }
  }

  template <e3::Suite S, std::size_t IdSize, e3::Side From>
  void seal_side(std::size_t index, e3::Epoch epoch) {
    const auto& identity = members_[index].identity;
    std::uint32_t counter = 0;
    for (std::uint32_t i = 0; i < 4; ++i) {
      if (identity.commitment == e3::Commitment::required) {
        seal<S, e3::Standard<IdSize, e3::Commitment::required>, From>(index, epoch, counter++, {}, false);
        continue;
      }
      seal<S, e3::Standard<IdSize>, From>(index, epoch, counter++, {}, false);
      seal<S, e3::Compact<IdSize>, From>(index, epoch, counter++, {}, false);
      seal<S, e3::Compact<0>, From>(index, epoch, counter++, {}, true);
      if (identity.alias.size() > 0) {
        seal<S, e3::Compact<2>, From>(index, epoch, counter++, identity.alias, false);
      }
    }
  }

  template <e3::Suite S, class Codec, e3::Side From>
  void seal(std::size_t index, e3::Epoch epoch, std::uint32_t counter, const e3::Address& alias, bool by_transport) {
    using Profile = e3::Profile<S, Backend, Codec, ManySmall>;
    const auto root = must(e3::Root<From, Kdf>::from(members_[index].root));
    const auto& device = members_[index].identity.device;
    const auto key = must(e3::derive_traffic_key<typename Profile::Aead>(
        root.kdf(), e3::TrafficKeyName{S, e3::sealed_by(From), epoch, device}));
    Genuine made{.sealed = {},
                 .device = index,
                 .codec = Codec::codec,
                 .epoch = epoch,
                 .counter = e3::Counter{counter},
                 .boot_salt = counter % 3 == 0 ? 0x5A17'0000 + counter : 0,
                 .direction = e3::sealed_by(From),
                 .base_nonce = key.base_nonce,
                 .commitment = key.commitment};
    made.sealed = seal_one<Profile>(root, {.device = device,
                                           .alias = alias,
                                           .epoch = epoch,
                                           .counter = made.counter,
                                           .boot_salt = made.boot_salt,
                                           .payload_size = counter * 5 % 37,
                                           .aad_size = counter % 2 == 0 ? 0U : 6U});
    made.sealed.from.address = by_transport ? device.address() : e3::Address{};
    genuine_.push_back(made);
  }

  std::vector<Member> members_;
  std::vector<Genuine> genuine_;
};

}  // namespace adversary
