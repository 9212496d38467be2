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
    template <e3::Suite>
    using Aead = e3::AnyAead<Portable>;
    using Kdf = KdfType;
  };
  template <e3::Suite S>
  using ReporterOf = Reporter<e3::Profile<S, Backend, e3::Compact<8>, e3::Telemetry>>;
  using Gcm = ReporterOf<e3::Suite::aes_256_gcm>;
  using ChaCha = ReporterOf<e3::Suite::chacha20_poly1305>;

 public:
  using Root = e3::Root<e3::Side::device, KdfType>;
  using Opening = Obeyer<e3::AnyAead<Portable>>;

  struct Sealing {
    e3::Suite suite;
    union {
      Gcm gcm;
      ChaCha chacha;
    };
  };

  static constexpr std::uint32_t max_header_size = Gcm::max_header_size;

  static bool set_up_sealing(void* context, const TargetProvision& provision, const Root& root) noexcept {
    auto* sealing = static_cast<Sealing*>(context);
    sealing->suite = static_cast<e3::Suite>(provision.suite);
    return sealing->suite == e3::Suite::aes_256_gcm ? (::new (&sealing->gcm) Gcm{provision.flash, root})->works()
                                                    : (::new (&sealing->chacha) ChaCha{provision.flash, root})->works();
  }

  static bool set_up_opening(void* context, const TargetProvision& provision, const Root& root) noexcept {
    return (::new (context) Opening{static_cast<e3::Suite>(provision.suite), root})->works();
  }

  static int seal(void* context, TargetMessage& message) noexcept {
    auto* sealing = static_cast<Sealing*>(context);
    return sealing->suite == e3::Suite::aes_256_gcm ? sealing->gcm.seal(message) : sealing->chacha.seal(message);
  }

  static int open(void* context, TargetMessage& message) noexcept {
    return static_cast<Opening*>(context)->open(message);
  }
};

}  // namespace target
