#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "any_root.hpp"
#include "e3/backend/sodium.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/result.hpp"
#include "e3/opened.hpp"
#include "e3/opener.hpp"
#include "e3/peers/peer_list.hpp"
#include "e3/profile/any_aead.hpp"
#include "e3/replay/claim.hpp"
#include "e3/store/file/replay_store.hpp"
#include "state_folder.hpp"

namespace tool {

/// Puts a payload where it survives, before the accept does; throws `Failure` if it cannot.
using Stage = std::function<void(e3::Bytes payload)>;

/// The replay store with the payload in the same step: an envelope is accepted only after its payload was staged, so
/// that a full disk costs no message. Satisfies `e3::ReplayAuthority`.
class StagedAccepts {
 public:
  explicit StagedAccepts(e3::FileReplayStore store) : store_{std::move(store)} {}

  /// See `e3::ReplayAuthority`.
  [[nodiscard]] e3::Result<void> try_accept(std::span<e3::Claim> claims) noexcept;

  /// Who stages the next payloads.
  void stage_with(Stage stage) { stage_ = std::move(stage); }

  /// Throws what staging threw, if it did.
  void rethrow();

  [[nodiscard]] const e3::FileReplayStore& store() const noexcept { return store_; }

 private:
  e3::FileReplayStore store_;
  Stage stage_;
  std::exception_ptr thrown_;
};

/// Opens what the other side sealed for a state folder, and records what it accepted in the folder's store.
class Receiver {
 public:
  /// Locks the folder's store. Throws `Failure`.
  Receiver(const StateFolder& folder, const RootBytes& root);

  /// Opens one envelope into `out`, which needs as many bytes as the envelope; `stage` gets the payload before the
  /// accept. An envelope of a later epoch opens that epoch. Throws what `stage` throws.
  [[nodiscard]] e3::Result<e3::Opened> open(e3::Bytes envelope, e3::Bytes aad, e3::MutableBytes out,
                                            const Stage& stage);

 private:
  using Aead = e3::AnyAead<e3::Sodium>;
  using Peers = e3::PeerList<Aead, StagedAccepts, 1>;

  StateFolder folder_;
  AnyRoot root_;
  StagedAccepts accepts_;
  Peers peers_;
  e3::Opener<Aead, Peers> opener_{peers_};
};

}  // namespace tool
