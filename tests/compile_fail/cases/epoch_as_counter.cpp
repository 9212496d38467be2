// expect: cannot convert 'e3::Epoch' to|cannot initialize a parameter of type '(e3::)?Counter'

#include "fixture.hpp"

e3::Result<e3::Counter> take(fixture::Lease& lease, [[maybe_unused]] e3::Epoch epoch,
                             [[maybe_unused]] e3::Counter limit) {
#ifdef E3_FORBIDDEN
  return lease.take(epoch);
#else
  return lease.take(limit);
#endif
}
