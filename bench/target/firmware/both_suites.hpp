#pragma once

#include <cstdint>
#include <new>

#include "device.hpp"
#include "e3/core/suite.hpp"
#include "e3/keys/root.hpp"
#include "e3/profile/any_aead.hpp"
#include "e3/profile/profile.hpp"
#include "e3/wire/compact.hpp"
#include "workload.hpp"

// A firmware for devices of both suites: which one a device has is known where it is provisioned.

namespace target {

/// `Portable` is the backend that has the AEADs, `KdfType` what derives keys.
template <class Portable, class KdfType>
class BothSuites {
  struct Backend {
    template <e3::Suite S>
    using Aead = typename Portable::template Aead<S>;
    using Kdf = KdfType;
  };
  using Profile = e3::AnySuite<Backend, e3::Compact<8>, e3::Telemetry>;

 public:
  using Root = e3::Root<e3::Side::device, KdfType>;
  using Sealing = Reporter<Profile>;
  using Opening = Obeyer<typename Profile::Aead>;

  static constexpr std::uint32_t max_header_size = Sealing::max_header_size;

  static bool set_up_sealing(void* context, const TargetProvision& provision, const Root& root) noexcept {
    return (::new (context) Sealing{provision.flash, static_cast<e3::Suite>(provision.suite), root})->works();
  }

  static bool set_up_opening(void* context, const TargetProvision& provision, const Root& root) noexcept {
    return (::new (context) Opening{static_cast<e3::Suite>(provision.suite), root})->works();
  }

  static int seal(void* context, TargetMessage& message) noexcept {
    return static_cast<Sealing*>(context)->seal(message);
  }

  static int open(void* context, TargetMessage& message) noexcept {
    return static_cast<Opening*>(context)->open(message);
  }
};

}  // namespace target
