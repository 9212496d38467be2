// expect: e3: a device ID has 1 to 16 bytes

#include "e3/wire/standard.hpp"

#ifdef E3_FORBIDDEN
constexpr std::size_t id_size = 17;
constexpr auto size = e3::Standard<id_size>::max_header_size;
#else
constexpr auto size = e3::Standard<16>::max_header_size;
#endif
static_assert(size > 0);
