// expect: 'e3::TrafficKey.* is private|'key_' is a private member

#include "e3/keys/sealing_key.hpp"
#include "fixture.hpp"

auto look(e3::SealingKey<fixture::Aead>& key) {
#ifdef E3_FORBIDDEN
  return key.key_.aead.constant_time;
#else
  return key.epoch();
#endif
}
