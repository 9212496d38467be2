// expect: e3: a lease's stride is 1 to the store's max_stride

#include "fixture.hpp"

#ifdef E3_FORBIDDEN
using Lease = e3::CounterLease<fixture::Store, 0>;
#else
using Lease = e3::CounterLease<fixture::Store, 1>;
#endif
static_assert(sizeof(Lease) > 0);
