// expect: e3: limits need `max_payload_size` \(bytes\) and `max_messages` \(per key\)

#include "fixture.hpp"

struct Limits {
  static constexpr std::size_t max_payload_size = 1024;
#ifdef E3_FORBIDDEN
  static constexpr std::uint64_t messages = 1024;
#else
  static constexpr std::uint64_t max_messages = 1024;
#endif
};
using Profile = e3::ChaCha20Poly1305<fixture::Backend, fixture::Codec, Limits>;
static_assert(sizeof(Profile) > 0);
