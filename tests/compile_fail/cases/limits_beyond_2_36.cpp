// expect: e3: messages x blocks per message must not exceed 2\^36 per key

#include "fixture.hpp"

struct Limits {
  static constexpr std::size_t max_payload_size = 1024;
  static constexpr bool beyond_default_bound = true;
#ifdef E3_FORBIDDEN
  static constexpr std::uint64_t max_messages = std::uint64_t{1} << 30;
#else
  static constexpr std::uint64_t max_messages = std::uint64_t{1} << 29;
#endif
};
using Profile = e3::ChaCha20Poly1305<fixture::Backend, fixture::Codec, Limits>;
static_assert(sizeof(Profile) > 0);
