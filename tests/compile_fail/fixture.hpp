#pragma once

// What the cases share: a backend, stores and peers that have every function. They are declared and never defined,
// since nothing here is linked.

#include <array>
#include <cstdint>
#include <span>

#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/core/suite.hpp"
#include "e3/counter/lease.hpp"
#include "e3/crypto/aead.hpp"
#include "e3/opener.hpp"
#include "e3/peers/one_peer.hpp"
#include "e3/profile/profile.hpp"
#include "e3/replay/claim.hpp"
#include "e3/sealer.hpp"
#include "e3/wire/compact.hpp"

namespace fixture {

/// One owner of a key.
class MoveOnly {
 public:
  MoveOnly() noexcept = default;
  MoveOnly(MoveOnly&&) noexcept = default;
  MoveOnly& operator=(MoveOnly&&) noexcept = default;
  MoveOnly(const MoveOnly&) = delete;
  MoveOnly& operator=(const MoveOnly&) = delete;
  ~MoveOnly() = default;
};

class Aead : public MoveOnly {
 public:
  static constexpr bool constant_time = true;
  [[nodiscard]] e3::Result<void> rekey(e3::Suite, e3::FixedBytes<32> key) noexcept;
  [[nodiscard]] bool seal(e3::FixedBytes<12> nonce, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept;
  [[nodiscard]] bool open(e3::FixedBytes<12> nonce, e3::Aad, e3::Bytes in, e3::MutableBytes out) noexcept;
};

class Kdf : public MoveOnly {
 public:
  [[nodiscard]] static e3::Result<Kdf> extract(e3::Bytes salt, e3::Bytes secret) noexcept;
  [[nodiscard]] e3::Result<void> expand(e3::Bytes info, e3::MutableBytes out) const noexcept;
  template <class A>
  [[nodiscard]] e3::Result<void> expand_key(e3::Bytes info, e3::Suite, A& aead, e3::MutableBytes rest) const noexcept;
};

template <class A, class K = Kdf>
struct BackendOf {
  template <e3::Suite>
  using Aead = A;
  using Kdf = K;
};
using Backend = BackendOf<Aead>;

class Store {
 public:
  static constexpr std::uint32_t max_stride = 1024;
  [[nodiscard]] e3::Result<e3::Epoch> epoch() noexcept;
  [[nodiscard]] e3::Result<e3::Counter> reserve(const e3::KeyMark&, std::uint32_t count) noexcept;
  [[nodiscard]] e3::Result<void> advance(const e3::KeyMark&) noexcept;
};

class Authority {
 public:
  [[nodiscard]] e3::Result<void> try_accept(std::span<e3::Claim> claims) noexcept;
};

using Codec = e3::Compact<8>;
using Profile = e3::ChaCha20Poly1305<Backend, Codec>;
using Lease = e3::CounterLease<Store, 64>;
using Sealer = e3::Sealer<Profile, Lease>;
using Peers = e3::OnePeer<Aead, Authority>;
using Opener = e3::Opener<Aead, Peers>;
using DeviceRoot = e3::DeviceRoot<Profile>;
using CloudRoot = e3::CloudRoot<Backend>;

}  // namespace fixture
