// expect: no matching (member )?function for call to .*next_key

#include "fixture.hpp"

e3::Result<fixture::Peers::NextKey> next(fixture::Peers& peers, const fixture::CloudRoot& root,
                                         [[maybe_unused]] e3::Epoch epoch, [[maybe_unused]] e3::Counter counter) {
#ifdef E3_FORBIDDEN
  return peers.next_key(e3::PeerHandle{0}, root, counter);
#else
  return peers.next_key(e3::PeerHandle{0}, root, epoch);
#endif
}
