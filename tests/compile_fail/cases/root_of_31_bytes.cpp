// expect: (cannot convert|no viable conversion from) 'const std::array<.*31>'

#include "fixture.hpp"

#ifdef E3_FORBIDDEN
constexpr std::array<std::uint8_t, 31> bytes{};
#else
constexpr std::array<std::uint8_t, 32> bytes{};
#endif
e3::Result<fixture::DeviceRoot> root() { return fixture::DeviceRoot::from(bytes); }
