// expect: no matching (function for call to 'e3::DeviceId::|constructor for .*'const e3::DeviceId')

#include "e3/core/device_id.hpp"

#ifdef E3_FORBIDDEN
constexpr e3::DeviceId device{std::array<std::uint8_t, 17>{}};
#else
constexpr e3::DeviceId device{std::array<std::uint8_t, 16>{}};
#endif
static_assert(device.size() > 0);
