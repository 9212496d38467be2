#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "e3/core/device_id.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/replay/claim.hpp"
#include "e3/replay/receive_state.hpp"

namespace e3::unsafe {

/// A replay authority in memory for up to `Capacity` devices: a restart forgets what was accepted, and everything can
/// be replayed. For simulators and tests. Satisfies `ReplayAuthority`. One thread at a time.
template <std::size_t Capacity, std::size_t Width = 64>
class VolatileReplayStore {
 public:
  /// Starts a device in `epoch` with nothing accepted. Errors: `capacity_reached`.
  [[nodiscard]] Result<void> enroll(const DeviceId& device, Epoch epoch) noexcept {
    for (auto& entry : entries_) {
      if (!entry) {
        entry.emplace(Entry{device, {.generation = {}, .epoch = epoch}});
        return {};
      }
    }
    return Error::capacity_reached;
  }

  /// The state of a device; null if it was not enrolled.
  [[nodiscard]] ReceiveState<Width>* find(const DeviceId& device) noexcept {
    for (auto& entry : entries_) {
      if (entry && entry->device == device) {
        return &entry->state;
      }
    }
    return nullptr;
  }

  /// See `ReplayAuthority`, except that nothing is durable.
  [[nodiscard]] Result<void> try_accept(std::span<Claim> claims) noexcept {
    for (auto& claim : claims) {
      claim.verdict = Verdict::unknown;
      if (auto* state = find(claim.device)) {
        state->accept(claim);
      }
    }
    return {};
  }

 private:
  struct Entry {
    DeviceId device;
    ReceiveState<Width> state;
  };

  std::array<std::optional<Entry>, Capacity> entries_;
};

}  // namespace e3::unsafe
