// expect: e3: a profile's codec is e3::Standard<id size> or e3::Compact<address size>

#include "fixture.hpp"

#ifdef E3_FORBIDDEN
using Codec = int;
#else
using Codec = e3::Compact<8>;
#endif
using Profile = e3::ChaCha20Poly1305<fixture::Backend, Codec>;
static_assert(sizeof(Profile) > 0);
