// expect: e3: a ReplayAuthority needs `Result<void> try_accept\(

#include "fixture.hpp"

struct Authority {
#ifdef E3_FORBIDDEN
  bool try_accept(std::span<e3::Claim> claims) noexcept;
#else
  e3::Result<void> try_accept(std::span<e3::Claim> claims) noexcept;
#endif
};
static_assert(sizeof(e3::OnePeer<fixture::Aead, Authority>) > 0);
