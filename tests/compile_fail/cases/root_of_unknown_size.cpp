// expect: (cannot convert|no viable conversion from) '(const )?span<.*18446744073709551615.*32

#include "fixture.hpp"

#ifdef E3_FORBIDDEN
constexpr e3::Bytes bytes{};
#else
constexpr std::array<std::uint8_t, 32> bytes{};
#endif
e3::Result<fixture::DeviceRoot> root() { return fixture::DeviceRoot::from(bytes); }
