// expect: e3: a Peers needs `Result<PeerKey<A>> key\(

#include "fixture.hpp"

struct Peers {
  e3::Result<e3::PeerHandle> find(const e3::UnverifiedHeader&, const e3::Source&) noexcept;
  void failed(e3::PeerHandle, e3::Epoch) noexcept;
  e3::Result<void> accept(std::span<e3::Claim> claims) noexcept;
#ifdef E3_FORBIDDEN
  e3::Result<e3::PeerKey<fixture::Aead>> key(e3::PeerHandle, e3::Epoch) noexcept;
#else
  e3::Result<e3::PeerKey<fixture::Aead>> key(e3::PeerHandle, e3::Epoch, fixture::Aead& slot) noexcept;
#endif
};
static_assert(sizeof(e3::Opener<fixture::Aead, Peers>) > 0);
