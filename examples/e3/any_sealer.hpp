#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "any_root.hpp"
#include "e3/core/bytes.hpp"
#include "e3/core/epoch.hpp"
#include "e3/core/result.hpp"
#include "e3/counter/boot_salt.hpp"
#include "e3/counter/key_mark.hpp"
#include "e3/profile/limits.hpp"
#include "e3/store/file/counter_store.hpp"
#include "key_file.hpp"
#include "settings.hpp"

namespace tool {

/// Payloads up to 64 KiB: what fits a file rather than a radio frame.
using Limits = e3::Bulk;

/// A sealer whose suite, codec and address size are known only at run time.
class AnySealer {
 public:
  AnySealer() = default;
  AnySealer(const AnySealer&) = delete;
  AnySealer& operator=(const AnySealer&) = delete;
  virtual ~AnySealer() = default;

  /// The envelope of one message. Errors: those of `e3::Sealer::seal`.
  [[nodiscard]] virtual e3::Result<std::vector<std::uint8_t>> seal(e3::Bytes payload, e3::Bytes aad) = 0;
};

/// A sealer of these settings, with its first counter reserved in `store`, which must outlive it. It reserves one
/// counter at a time, so that no run of the tool skips one. Errors: those of `e3::make_sealer`.
[[nodiscard]] e3::Result<std::unique_ptr<AnySealer>> make_any_sealer(const Settings& settings, const AnyRoot& root,
                                                                     e3::FileCounterStore& store, e3::BootSalt salt);

/// The mark that the counter store of a newly provisioned side is formatted with. Throws `Failure`.
[[nodiscard]] e3::KeyMark first_mark(const Settings& settings, const RootBytes& root);

/// Moves the counter store to a later epoch. Errors: those of `e3::advance_to`.
[[nodiscard]] e3::Result<void> advance(const Settings& settings, const AnyRoot& root, e3::FileCounterStore& store,
                                       e3::Epoch epoch);

}  // namespace tool
