// expect: use of deleted function|call to (implicitly-)?deleted (copy )?constructor

#include "fixture.hpp"

fixture::Lease second(fixture::Lease& lease) {
#ifdef E3_FORBIDDEN
  return lease;
#else
  return std::move(lease);
#endif
}
