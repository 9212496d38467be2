// expect: no matching function for call to .*derive

#include "fixture.hpp"

e3::Result<e3::KeyMark> mark(const fixture::DeviceRoot& root, [[maybe_unused]] const e3::Address& address,
                             [[maybe_unused]] const e3::DeviceId& device) {
#ifdef E3_FORBIDDEN
  const auto key = e3::SealingKey<fixture::Aead>::derive(root, e3::Suite::aes_256_gcm, address, e3::Epoch{0});
#else
  const auto key = e3::SealingKey<fixture::Aead>::derive(root, e3::Suite::aes_256_gcm, device, e3::Epoch{0});
#endif
  return key->mark();
}
