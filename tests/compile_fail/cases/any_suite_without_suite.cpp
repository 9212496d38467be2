// expect: e3: a profile of AnySuite fixes no suite; say which, after the root

#include "fixture.hpp"

struct Backend {
  template <e3::Suite>
  using Aead = fixture::Aead;
  using Kdf = fixture::Kdf;
};
using Profile = e3::AnySuite<Backend, e3::Compact<8>>;
using Lease = e3::CounterLease<fixture::Store, 1>;

auto sealer(const e3::DeviceRoot<Profile>& root, const e3::DeviceId& device, fixture::Store& store) {
#ifdef E3_FORBIDDEN
  return e3::make_sealer<Profile>(root, device, Lease{store}, e3::BootSalt::none());
#else
  return e3::make_sealer<Profile>(root, e3::Suite::aes_256_gcm, device, Lease{store}, e3::BootSalt::none());
#endif
}
