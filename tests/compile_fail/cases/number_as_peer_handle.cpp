// expect: (cannot convert|cannot initialize a parameter of type) .*PeerHandle'

#include "e3/peers/peer_list.hpp"
#include "fixture.hpp"

e3::Epoch epoch(e3::PeerList<fixture::Aead, fixture::Authority, 2>& peers) {
#ifdef E3_FORBIDDEN
  return peers.at(0).epoch();
#else
  return peers.at(e3::PeerHandle{0}).epoch();
#endif
}
