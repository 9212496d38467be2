// expect: no matching function for call to 'make_sealer

#include "fixture.hpp"

e3::Result<fixture::Sealer> start(const fixture::DeviceRoot& root, const e3::DeviceId& device, fixture::Lease lease) {
#ifdef E3_FORBIDDEN
  return e3::make_sealer<fixture::Profile>(root, device, std::move(lease), 7);
#else
  return e3::make_sealer<fixture::Profile>(root, device, std::move(lease), e3::BootSalt{7});
#endif
}
