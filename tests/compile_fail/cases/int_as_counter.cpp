// expect: (cannot convert|cannot initialize a parameter of type) .*Counter'

#include "fixture.hpp"

e3::Result<e3::Counter> take(fixture::Lease& lease) {
#ifdef E3_FORBIDDEN
  return lease.take(7);
#else
  return lease.take(e3::Counter{7});
#endif
}
