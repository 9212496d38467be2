// Both AEADs and the whole envelope, keys from HKDF.
#include <cstdint>

#include "both_suites.hpp"
#include "e3/backend/portable.hpp"
#include "e3/core/bytes.hpp"
#include "e3/keys/root.hpp"
#include "kernels.hpp"
#include "uncounted.hpp"
#include "workload.hpp"

namespace {

using Backend = e3::BasicPortable<target::kernels>;
using Device = target::BothSuites<Backend, Backend::Kdf>;

}  // namespace

E3_UNCOUNTED_CONSTANT const std::uint32_t target_sealing_context_size = sizeof(Device::Sealing);
E3_UNCOUNTED_CONSTANT const std::uint32_t target_opening_context_size = sizeof(Device::Opening);
E3_UNCOUNTED_CONSTANT const std::uint32_t target_max_header_size = Device::max_header_size;

extern "C" {

int target_set_up_sealing(void* context, const TargetProvision* provision) {
  auto root = Device::Root::from(e3::FixedBytes<e3::root_size>{provision->key, e3::root_size});
  return root && Device::set_up_sealing(context, *provision, *root) ? 0 : 1;
}

int target_set_up_opening(void* context, const TargetProvision* provision) {
  auto root = Device::Root::from(e3::FixedBytes<e3::root_size>{provision->key, e3::root_size});
  return root && Device::set_up_opening(context, *provision, *root) ? 0 : 1;
}

int target_seal(void* context, TargetMessage* message) { return Device::seal(context, *message); }

int target_open(void* context, TargetMessage* message) { return Device::open(context, *message); }
}
