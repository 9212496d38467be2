// Both AEADs and the whole envelope, keys from a chip of the board.
#include <cstdint>

#include "both_suites.hpp"
#include "chip_kdf.hpp"
#include "e3/backend/portable.hpp"
#include "kernels.hpp"
#include "uncounted.hpp"
#include "workload.hpp"

namespace {

using Device = target::BothSuites<e3::BasicPortable<target::kernels>, target::ChipKdf>;

}  // namespace

E3_UNCOUNTED_CONSTANT const std::uint32_t target_sealing_context_size = sizeof(Device::Sealing);
E3_UNCOUNTED_CONSTANT const std::uint32_t target_opening_context_size = sizeof(Device::Opening);
E3_UNCOUNTED_CONSTANT const std::uint32_t target_max_header_size = Device::max_header_size;

extern "C" {

int target_set_up_sealing(void* context, const TargetProvision* provision) {
  return Device::set_up_sealing(context, *provision, Device::Root{target::ChipKdf{provision->chip}}) ? 0 : 1;
}

int target_set_up_opening(void* context, const TargetProvision* provision) {
  return Device::set_up_opening(context, *provision, Device::Root{target::ChipKdf{provision->chip}}) ? 0 : 1;
}

int target_seal(void* context, TargetMessage* message) { return Device::seal(context, *message); }

int target_open(void* context, TargetMessage* message) { return Device::open(context, *message); }
}
