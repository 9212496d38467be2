// expect: e3: a compact envelope's address has 0, 1, 2, 4, 6, 8 or 16 bytes

#include "e3/wire/compact.hpp"

#ifdef E3_FORBIDDEN
constexpr auto size = e3::Compact<3>::max_header_size;
#else
constexpr auto size = e3::Compact<4>::max_header_size;
#endif
static_assert(size > 0);
