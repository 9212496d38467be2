// expect: e3: a device ID has 1 to 16 bytes

#include "e3/wire/standard.hpp"

#ifdef E3_FORBIDDEN
constexpr auto size = e3::Standard<17>::max_header_size;
#else
constexpr auto size = e3::Standard<18>::max_header_size;
#endif
static_assert(size > 0);
