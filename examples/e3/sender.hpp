#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "any_root.hpp"
#include "any_sealer.hpp"
#include "e3/core/bytes.hpp"
#include "e3/counter/boot_salt.hpp"
#include "e3/store/file/counter_store.hpp"
#include "state_folder.hpp"

namespace tool {

/// Seals for a state folder, with counters from the folder's store.
class Sender {
 public:
  /// Locks the folder's counters and reserves one. A cloud seals in the highest epoch that it has accepted, so its
  /// counters move there first. Throws `Failure`.
  Sender(const StateFolder& folder, const AnyRoot& root, e3::BootSalt salt);

  /// The envelope of one message. Throws `Failure`.
  [[nodiscard]] std::vector<std::uint8_t> seal(e3::Bytes payload, e3::Bytes aad);

 private:
  StateFolder folder_;
  e3::FileCounterStore counters_;
  std::unique_ptr<AnySealer> sealer_;
};

}  // namespace tool
