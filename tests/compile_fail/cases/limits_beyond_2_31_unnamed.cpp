// expect: e3: messages x blocks per message exceed 2\^31 per key; say .beyond_default_bound

#include "fixture.hpp"

struct Limits {
  static constexpr std::size_t max_payload_size = 1024;
  static constexpr std::uint64_t max_messages = std::uint64_t{1} << 25;
#ifdef E3_FORBIDDEN
  static constexpr bool small = true;
#else
  static constexpr bool beyond_default_bound = true;
#endif
};
using Profile = e3::ChaCha20Poly1305<fixture::Backend, fixture::Codec, Limits>;
static_assert(sizeof(Profile) > 0);
