// expect: e3: a key seals 1 to 2\^32 messages

#include "fixture.hpp"

struct Limits {
  static constexpr std::size_t max_payload_size = 0;
  static constexpr bool beyond_default_bound = true;
#ifdef E3_FORBIDDEN
  static constexpr std::uint64_t max_messages = (std::uint64_t{1} << 32) + 1;
#else
  static constexpr std::uint64_t max_messages = std::uint64_t{1} << 32;
#endif
};
using Profile = e3::ChaCha20Poly1305<fixture::Backend, fixture::Codec, Limits>;
static_assert(sizeof(Profile) > 0);
