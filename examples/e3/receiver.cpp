#include "receiver.hpp"

#include <exception>
#include <span>
#include <utility>
#include <variant>

#include "any_root.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/error.hpp"
#include "e3/core/result.hpp"
#include "e3/core/side.hpp"
#include "e3/keys/opening_key.hpp"
#include "e3/opened.hpp"
#include "e3/peers/peer.hpp"
#include "e3/replay/claim.hpp"
#include "exit_code.hpp"
#include "key_file.hpp"
#include "state_folder.hpp"

namespace tool {

e3::Result<void> StagedAccepts::try_accept(std::span<e3::Claim> claims) noexcept {
  for (const auto& claim : claims) {
    auto record = store_.find(claim.device);
    e3::Claim judged = claim;
    if (record) {
      record->state.accept(judged);
    }
    if (judged.verdict == e3::Verdict::accepted) {
      try {
        stage_(claim.payload);
      } catch (...) {
        thrown_ = std::current_exception();
        return e3::Error::store_failed;
      }
    }
  }
  return store_.try_accept(claims);
}

void StagedAccepts::rethrow() {
  if (thrown_) {
    std::rethrow_exception(std::exchange(thrown_, nullptr));
  }
}

Receiver::Receiver(const StateFolder& folder, const RootBytes& root)
    : folder_{folder},
      root_{any_root(folder.settings().side, root)},
      accepts_{folder.accepted()},
      // A device's first authentic downlink of a new epoch ends the old one; a cloud lets late uplinks of it arrive.
      // The folder has the root, from which the key of each epoch is one step: no claim of a far one costs more.
      peers_{accepts_,
             {.max_step = e3::value(e3::last_epoch), .keep_previous = folder.settings().side == e3::Side::cloud}} {
  const Settings& settings = folder_.settings();
  const auto state = folder_.receive_state(accepts_.store());
  const e3::PeerIdentity identity{.device = settings.device,
                                  .suite = settings.suite,
                                  .commitment = settings.commitment,
                                  .alias = settings.alias,
                                  .generation = state.generation};
  std::visit(
      [&](const auto& root_of_side) {
        auto peer = value_of(e3::Peer<Aead>::make(identity, root_of_side, state.epoch), folder_.path());
        if (state.previous_open) {
          peer.restore_previous(
              value_of(e3::OpeningKey<Aead>::derive(root_of_side, settings.suite, settings.device, state.previous),
                       folder_.path()));
        }
        static_cast<void>(value_of(peers_.add(std::move(peer)), folder_.path()));
      },
      root_);
}

e3::Result<e3::Opened> Receiver::open(e3::Bytes envelope, e3::Bytes aad, e3::MutableBytes out, const Stage& stage) {
  accepts_.stage_with(stage);
  // The folder tells the device, for envelopes that carry no address.
  const e3::Envelope presented{.bytes = envelope, .aad = aad, .from = {.address = folder_.settings().device.address()}};
  auto opened = opener_.open(presented, out);
  if (!opened && opened.error() == e3::Error::epoch_not_open) {
    opened = std::visit([&](const auto& root) { return opener_.open_next_epoch(root, presented, out); }, root_);
  }
  accepts_.rethrow();
  return opened;
}

}  // namespace tool
