// expect: (cannot convert|cannot initialize a parameter of type) .*PeerHandle'

#include "fixture.hpp"

e3::Epoch epoch(fixture::Peers& peers) {
#ifdef E3_FORBIDDEN
  return peers.at(0).epoch();
#else
  return peers.at(e3::PeerHandle{0}).epoch();
#endif
}
