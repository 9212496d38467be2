#pragma once

#include <array>
#include <cstdint>

#include "e3/core/bytes.hpp"
#include "e3/core/counter.hpp"
#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/generation.hpp"
#include "e3/replay/gap.hpp"      // IWYU pragma: export
#include "e3/replay/verdict.hpp"  // IWYU pragma: export

namespace e3 {

/// What an accepted envelope does to its device's key epochs.
enum class EpochMove : std::uint8_t {
  stay,            ///< the epoch is open already
  keep_previous,   ///< first envelope of a later epoch; the one that was current stays open for a grace period
  close_previous,  ///< first envelope of a later epoch; every earlier one is closed
};

/// One authentic envelope that asks to be accepted, and, after `try_accept`, the answer.
struct Claim {
  DeviceId device{std::array<std::uint8_t, 1>{}};  ///< the full ID, whatever the address on the wire was
  Generation generation{};                         ///< of the root that the key came from
  Epoch epoch{};
  Counter counter{};
  std::uint32_t boot_salt = 0;  ///< 0 is none
  EpochMove move = EpochMove::stay;
  std::uint64_t peer = 0;  ///< the `Peers`' own handle; an authority ignores it
  std::uint64_t fence =
      0;  ///< the claimant's ownership number, for an authority of several owners, which refuses a lower one
  Bytes payload = {};  ///< the opened payload, for an authority that stores it with the accept

  Verdict verdict = Verdict::unknown;  ///< answer
  Gap gap{};                           ///< answer, if accepted
};

}  // namespace e3
