#include <utility>

#include "codec.hpp"

e3::Result<e3::MutableBytes> seal(e3::FixedBytes<32> root_bytes, const e3::DeviceId& device, e3::Bytes payload,
                                  e3::MutableBytes out) {
  const auto root = e3::DeviceRoot<Profile>::from(root_bytes);
  if (!root) {
    return root.error();
  }
  const auto mark = e3::sealing_mark<Profile>(*root, device, e3::Epoch{0});
  if (!mark) {
    return mark.error();
  }
  e3::unsafe::VolatileCounterStore store{*mark};
  auto sealer = e3::make_sealer<Profile>(*root, device, Counters{store}, e3::BootSalt::none());
  if (!sealer) {
    return sealer.error();
  }
  return sealer->seal({.payload = payload}, out);
}
