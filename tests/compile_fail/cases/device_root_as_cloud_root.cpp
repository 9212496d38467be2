// expect: invalid initialization of reference|no matching function for call to 'open_uplinks'

#include "fixture.hpp"

void open_uplinks(const fixture::CloudRoot& root);
void start([[maybe_unused]] const fixture::DeviceRoot& device, [[maybe_unused]] const fixture::CloudRoot& cloud) {
#ifdef E3_FORBIDDEN
  open_uplinks(device);
#else
  open_uplinks(cloud);
#endif
}
