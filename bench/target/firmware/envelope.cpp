// The whole envelope in one suite, E3_TARGET_SUITE, with HKDF.
#include <cstdint>
#include <new>

#include "device.hpp"
#include "e3/backend/portable.hpp"
#include "e3/core/suite.hpp"
#include "e3/keys/root.hpp"
#include "e3/profile/profile.hpp"
#include "e3/wire/compact.hpp"
#include "kernels.hpp"
#include "uncounted.hpp"
#include "workload.hpp"

namespace {

using Profile =
    e3::Profile<e3::Suite::E3_TARGET_SUITE, e3::BasicPortable<target::kernels>, e3::Compact<8>, e3::Telemetry>;
using Reporter = target::Reporter<Profile>;
using Obeyer = target::Obeyer<Profile::Aead>;
using Root = e3::DeviceRoot<Profile>;

}  // namespace

E3_UNCOUNTED_CONSTANT const std::uint32_t target_sealing_context_size = sizeof(Reporter);
E3_UNCOUNTED_CONSTANT const std::uint32_t target_opening_context_size = sizeof(Obeyer);
E3_UNCOUNTED_CONSTANT const std::uint32_t target_max_header_size = Reporter::max_header_size;

extern "C" {

int target_set_up_sealing(void* context, const TargetProvision* provision) {
  auto root = Root::from(e3::FixedBytes<e3::root_size>{provision->key, e3::root_size});
  return root && (::new (context) Reporter{provision->flash, {}, *root})->works() ? 0 : 1;
}

int target_set_up_opening(void* context, const TargetProvision* provision) {
  auto root = Root::from(e3::FixedBytes<e3::root_size>{provision->key, e3::root_size});
  return root && (::new (context) Obeyer{Profile::suite, *root})->works() ? 0 : 1;
}

int target_seal(void* context, TargetMessage* message) { return static_cast<Reporter*>(context)->seal(*message); }

int target_open(void* context, TargetMessage* message) { return static_cast<Obeyer*>(context)->open(*message); }
}
