// expect: no matching (function for call to 'e3::Address::|constructor for .*'const e3::Address')

#include "e3/core/address.hpp"

#ifdef E3_FORBIDDEN
constexpr e3::Address address{std::array<std::uint8_t, 17>{}};
#else
constexpr e3::Address address{std::array<std::uint8_t, 16>{}};
#endif
static_assert(address.size() > 0);
